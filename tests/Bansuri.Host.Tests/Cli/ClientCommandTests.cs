using System.Text.Json;
using Bansuri.Host.Control.Contracts;
using Bansuri.Host.Supervision;
using Bansuri.Host.Tests.Control;

namespace Bansuri.Host.Tests.Cli;

public sealed class ClientCommandTests
{
    [Fact]
    public async Task Status_is_a_table_for_people()
    {
        await using var served = await ServedHost.StartAsync();
        served.Host.Board.Tasks.Add(new TaskSnapshot { Name = "flaky", Type = "shell", State = TaskState.Backoff, Reason = "exit 1\e[2J", Attempt = 2, Restarts = 1 });

        var run = await CommandRun.OfAsync(served, "status");

        Assert.Equal(
            """
            NAME     STATE      PID  UPTIME/NEXT                         ATTEMPT  RESTARTS  REASON
            backup   running    812  4m 12s                              1/3      0         slot 11:00
            nightly  scheduled  -    2026-01-09 14:06:18 +01:00 (in 3h)  -        0         next slot
            flaky    backoff    -    -                                   2        1         exit 1·[2J

            """,
            run.Out);
        Assert.Equal((0, ""), (run.Code, run.Error));
    }

    [Fact]
    public async Task Status_warns_of_a_configuration_that_was_rejected()
    {
        await using var served = await ServedHost.StartAsync();
        served.Host.Current = served.Host.Current with
        {
            Config = served.Host.Current.Config with { Errors = [new ConfigErrorDocument { Code = "BAN012", File = "/data/bansuri.yaml", Line = 14, Column = 5, Message = "unknown key 'x'" }] },
        };

        var run = await CommandRun.OfAsync(served, "status");

        Assert.Equal("warning: the configuration has 1 error, revision 6 goes on\n  /data/bansuri.yaml:14:5: unknown key 'x' [BAN012]\n", run.Error);
        Assert.Equal(0, run.Code);
    }

    [Fact]
    public async Task Status_as_json_is_host_and_tasks()
    {
        await using var served = await ServedHost.StartAsync();

        var run = await CommandRun.OfAsync(served, "status", "nightly", "--json");

        using var document = JsonDocument.Parse(run.Out);
        Assert.Equal(["host", "tasks"], document.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal("nightly", document.RootElement.GetProperty("tasks").EnumerateArray().Single().GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("host").GetProperty("slurm").ValueKind);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("none-*")]
    public async Task A_name_that_nothing_has_is_exit_4_and_nothing_is_done(string pattern)
    {
        await using var served = await ServedHost.StartAsync();

        var run = await CommandRun.OfAsync(served, "stop", "backup", pattern);

        Assert.Equal(4, run.Code);
        Assert.Contains($"'{pattern}'", run.Error, StringComparison.Ordinal);
        Assert.Empty(served.Host.Board.Ordered);
    }

    [Fact]
    public async Task An_order_goes_to_every_task_that_a_glob_means()
    {
        await using var served = await ServedHost.StartAsync();

        var run = await CommandRun.OfAsync(served, "restart", "*");

        Assert.Equal(0, run.Code);
        Assert.Equal(["backup", "nightly"], served.Host.Board.Ordered.Select(each => each.Task).Order());
        Assert.Contains("backup: running (ordered by the operator)\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_fails_while_a_client_waits_is_exit_1()
    {
        await using var served = await ServedHost.StartAsync();
        served.Host.Board.Answer = (task, _) => Task.FromResult(new OrderResult(OrderOutcome.Failed, "exit 1", task with { State = TaskState.Failed }));

        var run = await CommandRun.OfAsync(served, "start", "backup");

        Assert.Equal((1, "", "error: backup: failed (exit 1)\n"), (run.Code, run.Out, run.Error));
    }

    [Fact]
    public async Task A_wait_that_times_out_is_exit_5()
    {
        await using var served = await ServedHost.StartAsync();
        served.Host.Board.Answer = (_, _) => new TaskCompletionSource<OrderResult>().Task;

        var run = await CommandRun.OfAsync(served, "stop", "backup", "--timeout", "50ms");

        Assert.Equal(5, run.Code);
        Assert.StartsWith("error: backup: stop is not done after 50ms", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_need_not_be_waited_for()
    {
        await using var served = await ServedHost.StartAsync();
        served.Host.Board.Answer = (_, _) => new TaskCompletionSource<OrderResult>().Task;

        var run = await CommandRun.OfAsync(served, "stop", "--all", "--no-wait");

        Assert.Equal(0, run.Code);
        Assert.Contains("backup: running (stop ordered)\n", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HUP", 1, "backup: sent to 2 processes\n", 0)]
    [InlineData("10", 10, "backup: sent to 2 processes\n", 0)]
    public async Task A_signal_is_sent_by_name_or_number(string signal, int number, string output, int code)
    {
        await using var served = await ServedHost.StartAsync();

        var run = await CommandRun.OfAsync(served, "signal", signal, "backup");

        Assert.Equal((code, output), (run.Code, run.Out));
        Assert.Equal(number, served.Host.Board.Signalled);
    }

    [Fact]
    public async Task A_signal_that_does_not_exist_is_exit_2()
    {
        await using var served = await ServedHost.StartAsync();

        Assert.Equal(2, (await CommandRun.OfAsync(served, "signal", "NOPE", "backup")).Code);
    }

    [Fact]
    public async Task Logs_are_the_lines_alone()
    {
        await using var served = await ServedHost.StartAsync();
        served.Host.Lines.AddRange([new LogLine(FakeHost.Now, false, "one"), new LogLine(null, true, "two")]);

        var run = await CommandRun.OfAsync(served, "logs", "backup", "-n", "7", "--grep", "a+b&c");

        Assert.Equal("one\ntwo\n", run.Out);
        Assert.Equal((7, "a+b&c"), (served.Host.LastQuery!.Lines, served.Host.LastQuery.Grep!.ToString()));
    }

    [Fact]
    public async Task Logs_of_several_tasks_say_whose_each_line_is()
    {
        await using var served = await ServedHost.StartAsync();
        served.Host.Lines.Add(new LogLine(null, false, "one"));

        Assert.Equal("[backup] one\n[nightly] one\n", (await CommandRun.OfAsync(served, "logs", "*")).Out);
    }

    [Fact]
    public async Task Logs_of_a_task_that_was_removed_are_what_its_files_have()
    {
        await using var served = await ServedHost.StartAsync();
        served.Host.Lines.Add(new LogLine(null, false, "one"));

        Assert.Equal("one\n", (await CommandRun.OfAsync(served, "logs", "removed")).Out);
        Assert.Equal("[backup] one\n[removed] one\n", (await CommandRun.OfAsync(served, "logs", "removed", "backup")).Out);
        var run = await CommandRun.OfAsync(served, "logs", "backup", "none");
        Assert.Equal((4, "", "error: no task is named 'none'\n"), (run.Code, run.Out, run.Error));
    }

    [Fact]
    public async Task Following_ends_with_the_host_and_tells_of_lost_lines()
    {
        var served = await ServedHost.StartAsync();
        served.Host.Lines.Add(new LogLine(null, false, "") { Missed = 3000 });
        var following = CommandRun.OfAsync(served, "logs", "backup", "-f");
        await Eventually.TrueAsync(() => served.Host.LastQuery is { Follow: true });

        await served.DisposeAsync();

        var run = await following;
        Assert.Equal((0, "", "(3,000 bytes are missing here: they came faster than they were read)\n"), (run.Code, run.Out, run.Error));
    }

    [Fact]
    public async Task Why_tells_the_story_and_the_state()
    {
        await using var served = await ServedHost.StartAsync();
        served.Host.Board.History.Add(new TaskTransition(FakeHost.Now - TimeSpan.FromMinutes(5), "backup", TaskState.Scheduled, TaskState.Running, "slot 11:00"));

        var run = await CommandRun.OfAsync(served, "why", "backup");

        Assert.Equal(
            """
            TIME                                 FROM       TO       REASON
            2026-01-09 11:01:18 +01:00 (5m ago)  scheduled  running  slot 11:00
            backup is running: slot 11:00

            """,
            run.Out);
        Assert.Equal(4, (await CommandRun.OfAsync(served, "why", "none")).Code);
    }

    [Theory]
    [InlineData("'backup' has no coming slot\n", "backup")]
    [InlineData("no task has a coming slot\n")]
    public async Task Next_says_so_where_there_is_no_slot(string said, params string[] names)
    {
        await using var served = await ServedHost.StartAsync();
        served.Host.HasNoSlots = true;

        var run = await CommandRun.OfAsync(served, ["next", .. names]);

        Assert.Equal((0, "", said), (run.Code, run.Out, run.Error));
    }

    [Fact]
    public async Task Next_lists_the_coming_slots()
    {
        await using var served = await ServedHost.StartAsync();

        var run = await CommandRun.OfAsync(served, "next", "nightly", "-n", "2");

        Assert.Equal(
            """
            SLOT                                   NAME
            2026-01-09 14:06:18 +01:00 (in 3h)     nightly
            2026-01-10 14:06:18 +01:00 (in 1d 3h)  nightly

            """,
            run.Out);
    }

    [Fact]
    public async Task A_reload_tells_what_changed()
    {
        await using var served = await ServedHost.StartAsync();

        var run = await CommandRun.OfAsync(served, "reload");

        Assert.Equal((0, "added x\nconfig revision 7 applied\n", ""), (run.Code, run.Out, run.Error));
    }

    [Fact]
    public async Task A_plan_of_a_draft_names_it_by_its_absolute_path()
    {
        await using var served = await ServedHost.StartAsync();

        var run = await CommandRun.OfAsync(served, "plan", "draft & more.yaml");

        Assert.Equal((0, "added x\n" + Path.GetFullPath("draft & more.yaml") + "\n"), (run.Code, run.Out));
    }

    [Theory]
    [InlineData("reload")]
    [InlineData("plan")]
    public async Task A_broken_configuration_is_exit_2_with_every_error(string command)
    {
        await using var served = await ServedHost.StartAsync();
        served.Host.Reload = new ReloadDocument { Outcome = ReloadDocument.Rejected, Revision = 6, Message = "config revision 7 rejected (1 error), still running revision 6", Diagnostics = "error[BAN012]: ...\n" };

        var run = await CommandRun.OfAsync(served, command);

        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.Equal("error[BAN012]: ...\nconfig revision 7 rejected (1 error), still running revision 6\n", run.Error);
    }

    [Fact]
    public async Task Plugins_are_listed_with_what_has_not_been_unloaded()
    {
        await using var served = await ServedHost.StartAsync();

        var run = await CommandRun.OfAsync(served, "plugins");

        Assert.Contains("shell  1.0.0    shell@1.0.0+3f2a  3f2a9c04d17e  backup  /p/ShellTask.dll\ncannot be unloaded: shell@0.8.0+51c2\nnot yet unloaded: shell@0.9.0+77aa\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plugins_as_json_have_their_whole_hash()
    {
        await using var served = await ServedHost.StartAsync();

        var run = await CommandRun.OfAsync(served, "plugins", "--json");

        Assert.Contains($"\"hash\": \"3f2a9c04d17e{new string('0', 52)}\"", run.Out, StringComparison.Ordinal);
        Assert.Contains("\"shell@0.9.0+77aa\"", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plugins_describes_one_type_with_its_options()
    {
        await using var served = await ServedHost.StartAsync();

        var run = await CommandRun.OfAsync(served, "plugins", "--describe", "shell");

        Assert.Equal(
            $"""
            shell         Runs a command
              assembly    /p/ShellTask.dll
              version     1.0.0
              generation  shell@1.0.0+3f2a (generation 2)
              hash        3f2a9c04d17e{new string('0', 52)}
              tasks       backup
              command     required

            WITH   DEFAULT   WHAT         MAY BE
            shell  /bin/sh   which shell  a path
            lines  required  -            a whole number

            """,
            run.Out);
    }

    [Fact]
    public async Task A_task_type_that_no_plugin_offers_cannot_be_described()
    {
        await using var served = await ServedHost.StartAsync();

        var run = await CommandRun.OfAsync(served, "plugins", "--describe", "shel");

        Assert.Equal((2, "error: no plugin offers the task type 'shel'; there are shell\n"), (run.Code, run.Error));
    }

    [Fact]
    public async Task A_host_that_is_not_there_is_exit_3()
    {
        var run = await CommandRun.OfAsync(["status", "--socket", "/nonexistent/control.sock"], new RecordedRunner());

        Assert.Equal((3, ""), (run.Code, run.Out));
        Assert.Equal("error: no host answers at '/nonexistent/control.sock': No such file or directory\n", run.Error);
    }

    [Fact]
    public async Task The_socket_of_the_environment_is_used()
    {
        await using var served = await ServedHost.StartAsync();

        var run = await CommandRun.OfAsync(["status"], new RecordedRunner(), name => name == "BANSURI_SOCKET" ? served.Socket : null);

        Assert.Equal(0, run.Code);
    }

    [Fact]
    public async Task A_closed_pipe_ends_a_command_silently()
    {
        await using var served = await ServedHost.StartAsync();
        using var closed = new ClosedPipe();
        using var error = new StringWriter();

        var code = await Host.Cli.CommandLine.RunAsync(["status", "--socket", served.Socket], new()
        {
            Host = () => new RecordedRunner(),
            Offline = () => new RecordedRunner(),
            Slurm = () => throw new InvalidOperationException(),
            Become = _ => throw new InvalidOperationException(),
            Terminal = new Host.Cli.Terminal(closed, error),
            Variable = _ => null,
        });

        Assert.Equal((0, ""), (code, error.ToString()));
    }

    private sealed class ClosedPipe : StringWriter
    {
        public override Task FlushAsync(CancellationToken cancellationToken) => throw new IOException("Broken pipe", 32);

        public override Task FlushAsync() => throw new IOException("Broken pipe", 32);
    }
}
