using System.Text.RegularExpressions;

namespace Bansuri.Acceptance.Tests.Notifications;

/// <summary>Whether people hear of it, and that nothing waits for them.</summary>
public sealed partial class NotificationTests : AcceptanceTest
{
    // Each message is one file, named when it is whole.
    private const string Tell = "cat >.new.$$; mv .new.$$ told.$BANSURI_TASK.$BANSURI_EVENT.$$\n";

    [Fact]
    public async Task The_example_of_the_page_sends_a_mail()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs/operations.md"), TestContext.Current.CancellationToken);
        var blocks = Block().Matches(page[page.IndexOf("## Notifications", StringComparison.Ordinal)..]).Take(2).Select(block => block.Groups["text"].Value).ToList();
        Sandbox.Write("bansuri.yaml", blocks[0]);
        Sandbox.Script("tell.sh", blocks[1].Replace("exec mail", "exec ./mail", StringComparison.Ordinal)); // no mail leaves a test
        Sandbox.Script("mail", "{ printf '%s|' \"$@\"; echo; cat; } >sent\n");

        (await Sandbox.RunAsync("run", "-c", "bansuri.yaml", "--exit-when-done")).Expect(1);

        var mail = Sandbox.Read("sent");
        Assert.StartsWith("-s|backup: failed (exit 1, attempt 2 of 2)|ops@example.org|\nbackup: failed (exit 1, attempt 2 of 2)\n\ntask:        backup\n", mail, StringComparison.Ordinal);
        Assert.EndsWith("\nlast lines of output:\nno space left\nno space left\n", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_is_told_with_its_output_and_without_its_secrets()
    {
        Sandbox.Script("tell.sh", Tell);
        Sandbox.Write("secrets.env", "API_TOKEN=hunter2000\n");
        Sandbox.Write("bansuri.yaml", """
            notify-command: ./tell.sh
            tasks:
              job:
                command: "for n in $(seq 30); do echo line $n; done; echo token $API_TOKEN; printf 'no end'; exit 3"
                environment-file: secrets.env
                notify: on-fail
            """);

        (await Sandbox.RunAsync("run", "-c", "bansuri.yaml", "--exit-when-done")).Expect(1);

        var lines = Sandbox.Lines(Told("job", "on-fail").Single());
        Assert.Equal("job: failed (exit 3)", lines[0]);
        Assert.Equal(["last lines of output:", "line 13"], lines[^21..^19]);
        Assert.Equal(["line 30", "token ***", "no end"], lines[^3..]);
    }

    [Fact]
    public async Task A_notifier_that_hangs_holds_up_neither_tasks_nor_the_end()
    {
        Sandbox.Write("bansuri.yaml", """
            notify-command: [sh, -c, "trap '' TERM; echo >>hung; sleep 1000 & wait; wait"]
            tasks:
              bad: { command: exit 1, timer: 10ms, notify: on-fail }
              good: { command: echo >>good, timer: 10ms }
            """);
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilAsync("bad", task => task.FailedRuns >= 20);
        await host.UntilAsync("good", task => task.Runs >= 20);
        Assert.Single(Sandbox.Lines("hung").DefaultIfEmpty(""));

        var end = (await host.ShutDownAsync()).Expect(0);

        Assert.Contains("killed for the end of the host", end.All, StringComparison.Ordinal);
        Assert.Matches("[0-9]+ notifications were not delivered: the host ends", end.All);
        Assert.Empty(Sandbox.Processes());
    }

    [Fact]
    public async Task A_failure_of_a_hundred_tasks_at_once_is_told_of_each()
    {
        Sandbox.Script("tell.sh", Tell);
        Sandbox.Write("bansuri.yaml", "notify-command: [./tell.sh]\ndefaults: { notify: on-fail }\ntasks:\n" + string.Concat(Enumerable.Range(0, 100).Select(number => $"  t{number}: {{ command: exit 1 }}\n")));
        var host = await Sandbox.HostAsync("bansuri.yaml");

        await Wait.UntilAsync(() => Directory.GetFiles(Sandbox.Folder, "told.t*").Length == 100, () => $"a hundred messages\n{host.Log}");
    }

    [Fact]
    public async Task An_essential_failure_and_one_that_waits_are_told_before_the_host_ends()
    {
        Sandbox.Script("tell.sh", "sleep 0.3\n" + Tell);
        Sandbox.Write("bansuri.yaml", """
            notify-command: [./tell.sh]
            tasks:
              slow: { command: exit 1, notify: on-fail, notify-after: 1h }
              db: { command: exit 2, notify: on-fail, essential: true, depends-on: [{ task: slow, condition: completed }] }
            """);

        (await Sandbox.RunAsync("run", "-c", "bansuri.yaml")).Expect(1);

        Assert.Single(Told("db", "on-fail"));
        Assert.Single(Told("slow", "on-fail"));
    }

    [Fact]
    public async Task What_an_edit_says_of_notifications_counts_at_once_and_leaves_the_task_alone()
    {
        Sandbox.Script("tell.sh", Tell);
        Sandbox.Write("bansuri.yaml", "tasks:\n  bad: { command: test -e good, timer: 50ms }\n  web: { command: sleep 1000, forever: true }\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        var pid = await host.PidOfAsync("web");
        await host.UntilAsync("bad", task => task.FailedRuns >= 2);

        Sandbox.Write("bansuri.yaml", "notifiers: { ops: { type: command, with: { command: ./tell.sh } } }\ntasks:\n  bad: { command: test -e good, timer: 50ms, notify: [on-fail, on-recover] }\n  web: { command: sleep 1000, forever: true, notify: all }\n");
        await Wait.UntilAsync(() => Told("bad", "on-fail").Any(), () => $"a failure that is told\n{host.Log}");
        Sandbox.Write("good", "");
        await Wait.UntilAsync(() => Told("bad", "on-recover").Any(), () => $"a recovery that is told\n{host.Log}");

        Assert.Equal(pid, await host.PidOfAsync("web"));
        await host.ShutDownAsync();
        Assert.Empty(Told("web", "*"));
    }

    [Fact]
    public async Task Without_a_notifier_it_is_a_line_in_the_log_and_a_warning()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { job: { command: exit 1, notify: on-fail } }\n");
        var validation = (await Sandbox.RunAsync("validate", "bansuri.yaml")).Expect(0);
        Assert.Contains("warning[BAN081]: 'notify' of task 'job' has no notifier to use", validation.All, StringComparison.Ordinal);
        Assert.Contains("1 warning", validation.All, StringComparison.Ordinal);

        var end = (await Sandbox.RunAsync("run", "-c", "bansuri.yaml", "--exit-when-done")).Expect(1);

        Assert.Contains("WRN [bansuri] job: failed (exit 1): on-fail, and no notifier to tell it", end.All, StringComparison.Ordinal);
    }

    private IReadOnlyList<string> Told(string task, string happened) =>
        [.. Directory.GetFiles(Sandbox.Folder, $"told.{task}.{happened}.*").Select(file => Path.GetFileName(file))];

    [GeneratedRegex(@"^```\w+\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
