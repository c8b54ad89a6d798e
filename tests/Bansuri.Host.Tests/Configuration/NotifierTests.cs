using Bansuri.Host.Configuration;
using Bansuri.Host.Configuration.Reading;

namespace Bansuri.Host.Tests.Configuration;

/// <summary>Notifiers, and the texts that are their commands.</summary>
public sealed class NotifierTests : IDisposable
{
    private const string Task = "tasks: [{name: x, command: y, notify: on-fail}]\n";

    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mail -s failed ops", "mail|-s|failed|ops")]
    [InlineData("  mail\t-s 'it  failed' \"ops team\" ", "mail|-s|it  failed|ops team")]
    [InlineData("a'b c'd\"e f\"g", "ab cde fg")]
    [InlineData("say '' \"\" x", "say|||x")]
    [InlineData("say it\\'s \\$5 a\\ b", "say|it's|$5|a b")]
    [InlineData("say '$5 | `x`' \"a \\\"b\\\" \\$5 \\n | ;\"", "say|$5 | `x`|a \"b\" $5 \\n | ;")]
    [InlineData("curl http://x/?a=b*#c --to=~me", "curl|http://x/?a=b*#c|--to=~me")]
    [InlineData("a\n  b", "a|b")]
    public void A_text_is_split_as_a_shell_would(string text, string words)
    {
        var (split, problem) = CommandWords.Split(text);

        Assert.Null(problem);
        Assert.Equal(words, string.Join('|', split));
    }

    [Theory]
    [InlineData("a | b", "only a shell understands |")]
    [InlineData("a >x", "only a shell understands >")]
    [InlineData("a; b", "only a shell understands ;")]
    [InlineData("a & ", "only a shell understands &")]
    [InlineData("a $HOME", "only a shell understands $")]
    [InlineData("a \"$HOME\"", "only a shell understands $")]
    [InlineData("a `b`", "only a shell understands `")]
    [InlineData("~/notify", "only a shell understands ~")]
    [InlineData("a 'b", "a ' is not closed")]
    [InlineData("a \"b\\\"", "a \" is not closed")]
    [InlineData("a \\", "it ends in a backslash")]
    [InlineData("  ", "it names no program")]
    [InlineData("'' a", "it names no program")]
    public void What_only_a_shell_can_do_is_refused(string text, string problem) =>
        Assert.StartsWith(problem, CommandWords.Split(text).Problem, StringComparison.Ordinal);

    [Fact]
    public void All_places_of_a_command_are_read()
    {
        var config = _folder.Read("""
            notify-command: [mail, -s, "it failed", ops]
            notifiers:
              pager: {type: command, with: {command: "page 'on call'", timeout: 10s}}
            tasks:
              - {name: x, command: y, failure-control: {notify: {enabled: true, handler: command, handler-config: "beep 3"}}}
            """);

        Assert.Equal(["beep", "3"], config.Notifiers["command: beep 3"].Command!.Arguments);
        Assert.Equal(["mail", "-s", "it failed", "ops"], config.Notifiers["notify-command"].Command!.Arguments);
        Assert.Equal(["page", "on call"], config.Notifiers["pager"].Command!.Arguments);
        Assert.Equal(TimeSpan.FromSeconds(60), config.Notifiers["notify-command"].Command!.Timeout);
        Assert.Equal(TimeSpan.FromSeconds(10), config.Notifiers["pager"].Command!.Timeout);
        Assert.All(config.Notifiers.Values, notifier => Assert.Equal(_folder.Path, notifier.Command!.Directory));
    }

    [Theory]
    [InlineData("", "notify: on-fail", "notify-command, pager")]
    [InlineData("", "notify: on-fail, notify-with: pager", "pager")]
    [InlineData("", "notify: on-fail, notify-with: [pager, notify-command]", "pager, notify-command")]
    [InlineData("", "failure-control: {notify: {handler-config: beep}}", "command: beep")]
    [InlineData("  - {name: z, command: y, failure-control: {notify: {handler-config: beep}}}\n", "notify: on-fail", "notify-command, pager")]
    public void A_task_uses_what_it_names_else_what_is_declared_for_all(string more, string keys, string used)
    {
        var config = _folder.Read($$"""
            notify-command: mail ops
            notifiers: { pager: { type: command, with: { command: page } } }
            tasks:
              - { name: x, command: y, {{keys}} }
            {{more}}
            """);

        Assert.Equal(used, string.Join(", ", NotifiersOf.Task(config.Tasks[0].Config, config.Notifiers).Select(notifier => notifier.Name)));
    }

    [Theory]
    [InlineData("notify-command: a | b\n", "error[BAN013]: bad value 'a | b' for 'notify-command': only a shell understands | here, and there is none", "help: write [/bin/sh, -c, 'a | b'], or quote it")]
    [InlineData("notify-command: []\n", "error[BAN013]: bad value (a list) for 'notify-command'", "a command")]
    [InlineData("notify-command: [[a]]\n", "error[BAN013]: bad value (a list) for 'notify-command': expected a program and its arguments", "bansuri.yaml:1:17")]
    [InlineData("notifiers: {ops: {type: command}}\n", "error[BAN011]: the notifier 'ops' has no 'command' in its 'with'", "bansuri.yaml:1:13")]
    [InlineData("notifiers: {ops: {type: command, with: {command: a, timeuot: 3s}}}\n", "error[BAN012]: unknown key 'timeuot' in 'with' of notifier 'ops': expected command, timeout", "help: rename it to 'timeout'")]
    [InlineData("notifiers: {ops: {type: command, with: {command: a, timeout: 2d}}}\n", "error[BAN013]: bad value '2d' for 'timeout' of notifier 'ops': ", "from 1ms to 1h")]
    [InlineData("notifiers: {ops: {type: command, with: [a]}}\n", "error[BAN010]: 'with' of notifier 'ops' must be a mapping", "bansuri.yaml:1:40")]
    [InlineData("notifiers: {ops: {type: comand, with: {command: a}}}\n", "warning[BAN060]: no plugin provides the type 'comand' of notifier 'ops', which tells nobody; provided is command", "help: rename it to 'command'")]
    [InlineData("notifiers: {ops: {type: smtp}}\n", "warning[BAN081]: 'notify' of task 'x' has no notifier to use", "warning[BAN060]")]
    public void What_is_wrong_with_a_notifier_is_said_where_it_stands(string root, string message, string detail)
    {
        var messages = _folder.Messages(root + Task);

        Assert.Contains(message, messages, StringComparison.Ordinal);
        Assert.Contains(detail, messages, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_with_a_command_of_a_task_is_said_at_the_task()
    {
        var messages = _folder.Messages("tasks: [{name: x, command: y, failure-control: {notify: {handler-config: 'a > b'}}}]\n");

        Assert.Contains("for the command of a task's 'notify': only a shell understands >", messages, StringComparison.Ordinal);
        Assert.Contains("--> bansuri.yaml:1:9", messages, StringComparison.Ordinal);
    }

    [Fact]
    public void A_notifier_is_all_that_the_keys_of_notifications_need() =>
        Assert.Equal("", _folder.Messages("notify-command: mail ops\ntasks: [{name: x, command: y, notify: all, notify-after: 5m, notify-threshold: 3, notify-with: notify-command}]\n"));
}
