namespace Bansuri.Acceptance.Tests.Python;

/// <summary>How Python tasks end, by themselves and when they are stopped.</summary>
public sealed class PythonEndTests : AcceptanceTest
{
    [Fact]
    public async Task A_traceback_begins_with_the_authors_own_code()
    {
        WriteTask("helper()", more: "def helper(): raise ValueError('no')\n");

        var task = await EndedAsync();

        Assert.Equal(1, task.LastExit?.Code);
        var lines = Sandbox.Lines(".bansuri/logs/py.log");
        Assert.Equal("Traceback (most recent call last):", lines[0]);
        Assert.Contains("tasks.py", lines[1], StringComparison.Ordinal);
        Assert.Equal("ValueError: no", lines[^1]);
        Assert.DoesNotContain(lines, line => line.Contains("task_runner", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("import not_installed", "ModuleNotFoundError: No module named 'not_installed'", "start-error")]
    [InlineData("def broken(:", "SyntaxError: invalid syntax", "exited")]
    [InlineData("raise OSError('at import')", "OSError: at import", "exited")]
    public async Task A_module_that_cannot_be_imported_says_where(string first, string last, string reason)
    {
        WriteTask("return 0", more: first + "\n");

        var task = await EndedAsync();

        Assert.Equal(("failed", reason), (task.State, task.LastExit?.Reason));
        var lines = Sandbox.Lines(".bansuri/logs/py.log");
        Assert.Equal(last, lines[^1]);
        Assert.Contains(lines, line => line.Contains("tasks.py\", line 2", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("importlib", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("print('up'); self.over.wait(); print('over')", "print('asked'); self.over.set()", "up asked over")]
    [InlineData("worker = threading.Thread(target=self.over.wait); worker.start(); print('up'); worker.join(); print('over')", "print('asked'); self.over.set()", "up asked over")]
    [InlineData("print('up'); self.over.wait(); print('over')", "self.over.set(); raise ValueError('asked')", "up ValueError: asked over")]
    [InlineData("print('up'); self.over.wait(); print('over')", "print('asked'); sys.exit(4)", "up asked")]
    public async Task A_stop_reaches_a_run_that_waits(string run, string stop, string said)
    {
        WriteTask(run, stop);
        var host = await StartedAsync("forever: true");

        (await host.CommandAsync("stop", "py")).Expect(0);

        Assert.Equal("stopped", (await host.TaskAsync("py")).State);
        var lines = Sandbox.Lines(".bansuri/logs/py.log").Where(line => !line.StartsWith("Traceback", StringComparison.Ordinal) && line[0] != ' ');
        Assert.Equal(said, string.Join(' ', lines));
        Assert.DoesNotContain("SIGKILL", host.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("print('up'); self.over.wait()", "print('asked'); time.sleep(1000)")]
    [InlineData("print('up'); time.sleep(1000)", "print('asked')")]
    [InlineData("threading.Thread(target=time.sleep, args=(1000,)).start(); print('up'); self.over.wait()", "print('asked'); self.over.set()")]
    public async Task What_does_not_end_is_killed_at_the_grace_period(string run, string stop)
    {
        WriteTask(run, stop);
        var host = await StartedAsync("forever: true, grace-period: 1s");

        (await host.CommandAsync("stop", "py")).Expect(0);

        await host.UntilLoggedAsync("OUT [py] asked");
        await host.UntilLoggedAsync("py: SIGTERM did not end it in 1 s, SIGKILL to pid");
        Assert.Equal("stopped", (await host.TaskAsync("py")).State);
    }

    [Fact]
    public async Task Fifty_at_once_are_each_started_and_each_stopped_in_order()
    {
        Needs.Command("python3");
        WriteTask("print('up'); self.over.wait(); return 0", "print('asked'); self.over.set()");
        var names = Enumerable.Range(1, 50).Select(number => $"py{number}").ToList();
        Sandbox.Write("bansuri.yaml", $"tasks: {{ {string.Join(", ", names.Select(name => $"{name}: {{ type: python, command: 'tasks:Task', forever: true }}"))} }}\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await Wait.UntilAsync(() => names.All(name => Said(name) == "up"), () => "fifty that are up");

        (await host.ShutDownAsync()).Expect(0);

        Assert.All(names, name => Assert.Equal("up\nasked", Said(name)));
    }

    private string Said(string name) => Sandbox.Read($".bansuri/logs/{name}.log").Trim();

    private void WriteTask(string run, string stop = "pass", string more = "") => Sandbox.Write("tasks.py", $"""
        import os, sys, threading, time
        {more}
        from task_base import AbstractTask

        class Task(AbstractTask):
            def __init__(self, config):
                super().__init__(config)
                self.over = threading.Event()

            def run(self):
                {run}

            def stop(self):
                {stop}

        """);

    private async Task<RunningHost> StartedAsync(string keys)
    {
        Needs.Command("python3");
        Sandbox.Write("bansuri.yaml", $"tasks: {{ py: {{ type: python, command: 'tasks:Task', {keys} }} }}\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilLoggedAsync("OUT [py] up");
        return host;
    }

    private async Task<TaskView> EndedAsync()
    {
        Needs.Command("python3");
        Sandbox.Write("bansuri.yaml", "tasks: { py: { type: python, command: 'tasks:Task' } }\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        return await host.UntilAsync("py", task => task.State is "failed" or "succeeded");
    }
}
