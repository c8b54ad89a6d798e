using Bansuri.Abstractions;

namespace Bansuri.Host.Tests.Configuration;

public sealed class RootTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("scripts_config.json", """{"scripts": ["python script1.py", "./script2.sh"]}""")]
    [InlineData("scripts.json", """["python script1.py", "./script2.sh"]""")]
    [InlineData("a.yaml", "tasks: [python script1.py, ./script2.sh]")]
    [InlineData("a.yml", "- python script1.py\n- ./script2.sh\n")]
    [InlineData("noextension", "// a comment\n[\"python script1.py\", \"./script2.sh\", /* and */ ]")]
    public void A_list_of_texts_is_a_list_of_forever_tasks(string name, string text)
    {
        var tasks = _folder.Read(text, name).Tasks;

        Assert.Equal(["Script1", "Script2"], tasks.Select(task => task.Name));
        Assert.All(tasks, task => Assert.True(task.Config.Scheduling.Forever));
        Assert.Equal("shell", tasks[0].Config.Identification.Type);
        Assert.Equal(_folder.Path, tasks[0].Config.Identification.WorkingDirectory);
    }

    [Fact]
    public void A_root_that_is_a_task_is_one_task()
    {
        var task = _folder.ReadOne("""
            {"name": "backup-service", "command": "/usr/local/bin/backup.sh", "user": "admin", "schedule-cron": "0 2 * * *",
             "times": 3, "on-fail": "restart", "notify": "on-fail"}
            """, "scripts.json");

        Assert.Equal("backup-service", task.Identification.Name);
        Assert.Equal(3, task.FailureControl.Times);
        Assert.Equal(OnFail.Restart, task.FailureControl.OnFail);
        Assert.Equal(NotifyEvents.Fail, task.Logging.Notify);
        Assert.True(task.Scheduling.IsPeriodic);
    }

    [Fact]
    public void Tasks_may_be_a_mapping_of_names()
    {
        var tasks = _folder.Read("""
            tasks:
              web: {command: serve}
              loop: python loop.py
            """).Tasks;

        Assert.Equal(["web", "loop"], tasks.Select(task => task.Identity));
        Assert.False(tasks[0].Config.Scheduling.Forever);
        Assert.True(tasks[1].Config.Scheduling.Forever);
    }

    [Fact]
    public void Numbers_of_texts_stay_when_the_first_is_removed()
    {
        _folder.Scripts = _folder.Read("tasks: [a, b, b]").Scripts;

        var after = _folder.Read("tasks: [c, b, b]");

        Assert.Equal(["Script4", "Script2", "Script3"], after.Tasks.Select(task => task.Name));
        Assert.Equal(["script:c", "script:b", "script#2:b"], after.Tasks.Select(task => task.Identity));
    }

    [Fact]
    public void A_number_is_not_given_where_a_task_has_that_name()
    {
        var tasks = _folder.Read("tasks: [{name: Script1, command: x}, y]").Tasks;

        Assert.Equal(["Script1", "Script2"], tasks.Select(task => task.Name));
    }

    [Fact]
    public void Defaults_apply_to_what_an_entry_leaves_open()
    {
        var tasks = _folder.Read("""
            defaults:
              timeout: 10m
              failure-control: {times: 4}
              schedule-cron: "0 2 * * *"
              environment: {A: 1, B: 2}
            tasks:
              - {name: one, command: x}
              - {name: two, command: x, timeout: none, timer: 5m, environment: {B: 3}, max-attempts: 1}
              - text
            """).Tasks;

        Assert.Equal(TimeSpan.FromMinutes(10), tasks[0].Config.Scheduling.Timeout);
        Assert.Equal(4, tasks[0].Config.FailureControl.Times);
        Assert.Equal("0 2 * * *", tasks[0].Config.Scheduling.ScheduleCron);
        Assert.Null(tasks[1].Config.Scheduling.Timeout);
        Assert.Null(tasks[1].Config.Scheduling.ScheduleCron);
        Assert.Equal(1, tasks[1].Config.FailureControl.Times);
        Assert.Equal("1,3", string.Join(',', tasks[1].Config.Resources.Environment.Values));
        Assert.True(tasks[2].Config.Scheduling.Forever);
    }

    [Fact]
    public void A_mistake_in_the_defaults_is_said_once()
    {
        var messages = _folder.Messages("defaults: {timeout: soon}\ntasks: [a, b, c]\n");

        Assert.EndsWith("1 error; configuration not applied\n", messages, StringComparison.Ordinal);
        Assert.Contains("bad value 'soon' for 'defaults.timeout'", messages, StringComparison.Ordinal);
    }

    [Fact]
    public void Includes_are_read_in_sorted_order_with_paths_of_their_own()
    {
        _folder.Write("conf.d/20-b.yaml", "tasks: [{name: b, command: x}]");
        _folder.Write("conf.d/10-a.json", """[{"name": "a", "command": "x", "working-directory": "sub"}]""");
        _folder.Write("conf.d/.hidden.yaml", "broken: [");

        var tasks = _folder.Read("include: conf.d/*\ntasks: [{name: root, command: x}]\ndefaults: {timeout: 5s}\n").Tasks;

        Assert.Equal(["root", "a", "b"], tasks.Select(task => task.Name));
        Assert.Equal(Path.Combine(_folder.Path, "conf.d/sub"), tasks[1].Config.Identification.WorkingDirectory);
        Assert.Equal(TimeSpan.FromSeconds(5), tasks[2].Config.Scheduling.Timeout);
    }

    [Fact]
    public void Includes_that_go_round_are_an_error_that_prints_the_way()
    {
        _folder.Write("b.yaml", "include: [bansuri.yaml]\ntasks: []");

        Assert.Contains("error[BAN006]: the includes go round: bansuri.yaml -> b.yaml -> bansuri.yaml", _folder.Messages("include: [b.yaml]"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_glob_that_matches_its_own_file_passes_it_over()
    {
        _folder.Write("other.yaml", "tasks: [{name: other, command: x}]");

        Assert.Equal("other", Assert.Single(_folder.Read("include: ['*.yaml']").Tasks).Name);
    }

    [Fact]
    public void A_name_that_is_defined_twice_names_both_places()
    {
        _folder.Write("b.yaml", "tasks:\n- name: twin\n  command: x\n");

        var messages = _folder.Messages("include: b.yaml\ntasks:\n- name: twin\n  command: x\n");

        Assert.Contains("two tasks are named 'twin'", messages, StringComparison.Ordinal);
        Assert.Contains("bansuri.yaml:3:", messages, StringComparison.Ordinal);
        Assert.Contains("b.yaml:2:", messages, StringComparison.Ordinal);
    }

    [Fact]
    public void Anchors_and_merge_keys_are_resolved()
    {
        var tasks = _folder.Read("""
            x-base: &base {command: serve, environment: {A: 1}}
            x-slow: &slow {timeout: 1h, times: 9}
            tasks:
              - {name: one, <<: *base}
              - {<<: [*base, *slow], name: two, times: 2}
            """).Tasks;

        Assert.Equal("serve", tasks[0].Config.Identification.Command!.Text);
        Assert.Equal(TimeSpan.FromHours(1), tasks[1].Config.Scheduling.Timeout);
        Assert.Equal(2, tasks[1].Config.FailureControl.Times);
    }

    [Theory]
    [InlineData('\u0085')]
    [InlineData('\u2028')]
    [InlineData('\u2029')]
    public void What_ended_a_line_in_YAML_1_1_is_a_character_like_any_other(char separator)
    {
        var text = $"tasks:\n- {{name: a, command: 'x{separator}y', description: p{separator}q}} # {separator}\n- {{name: a, command: x}}\n";

        Assert.Contains("a.yaml:3:10", _folder.Messages(text, "a.yaml"), StringComparison.Ordinal);
        var task = _folder.ReadOne(text.Replace("- {name: a, command: x}\n", "", StringComparison.Ordinal));
        Assert.Equal(($"x{separator}y", $"p{separator}q"), (task.Identification.Command!.Text, task.Identification.Description));
    }

    [Theory]
    [InlineData("name", "line\\n")]
    [InlineData("type", "shell\\n")]
    [InlineData("user", "ada\\n")]
    [InlineData("timeout", "5s\\n5s")]
    [InlineData("timeout", "\u0663s")]
    [InlineData("timeout", "PT\u0663S")]
    [InlineData("memory-limit", "\u0663G")]
    public void What_only_looks_like_a_value_is_none(string key, string value)
    {
        var entry = key == "name" ? $"{{\"name\": \"{value}\", \"command\": \"x\"}}" : $"{{\"name\": \"a\", \"command\": \"x\", \"{key}\": \"{value}\"}}";

        Assert.Contains("error[BAN013]: ", _folder.Messages($"[{entry}]", "a.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("include: \"a\\0b\"\ntasks: []\n", "error[BAN013]: bad value")]
    [InlineData("---\n", "a.yaml:2:1")]
    public void A_path_with_a_zero_and_an_empty_document_have_their_errors(string text, string expected) =>
        Assert.Contains(expected, _folder.Messages(text, "a.yaml"), StringComparison.Ordinal);

    [Fact]
    public void Both_names_of_the_list_at_once_are_an_error() =>
        Assert.Contains("error[BAN014]: 'scripts' is another name for 'tasks'", _folder.Messages("tasks: []\nscripts: []\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    [InlineData("---\n")]
    public void An_empty_file_is_an_error(string text) =>
        Assert.Contains("error[BAN004]: the file is empty", _folder.Messages(text), StringComparison.Ordinal);

    [Fact]
    public void Commands_for_notifications_become_notifiers()
    {
        var config = _folder.Read("""
            notify_command: mail -s failed ops
            notifiers: {pager: {type: command, with: {command: page}}}
            tasks:
              - name: old
                command: x
                failure-control: {notify: {enabled: true, mode: after-many, after-threshold: "3", handler: command, handler-config: "beep"}}
            """);

        Assert.Equal(["command: beep", "notify-command", "pager"], config.Notifiers.Keys);
        Assert.Equal(3, config.Tasks[0].Config.Logging.NotifyThreshold);
        Assert.Equal(["command: beep"], config.Tasks[0].Config.Logging.NotifyWith);
    }
}
