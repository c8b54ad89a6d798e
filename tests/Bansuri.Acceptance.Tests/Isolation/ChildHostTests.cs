using System.Globalization;
using System.Text;

namespace Bansuri.Acceptance.Tests.Isolation;

/// <summary>Code in a child host has all that it has in the host.</summary>
public sealed class ChildHostTests : IsolatedTest
{
    [Fact]
    public async Task Its_context_is_that_of_code_in_the_host()
    {
        var (host, neighbour) = await HostAsync("""
              good: {type: talks, with: {whom: you}, environment: {OWN: '${HOME:-}$$5 x'}, clean-environment: true}
            """);

        var task = await host.UntilStateAsync("good", "failed");

        Assert.Equal(("exited", 3), (task.LastExit?.Reason, task.LastExit?.Code));
        var own = $"{Environment.GetEnvironmentVariable("HOME")}$5 x";
        Assert.Equal(
            [
                "output to you", "console of good", $"variable {own} {own} no diagnostics", "attempt 1 of True in True", "from a process",
                "process ended with 5", "program '/no/such/program': No such file or directory", "error output",
            ],
            (await host.CommandAsync("logs", "good")).Expect(0).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("good: a message for the log", host.Log, StringComparison.Ordinal);
        Assert.Contains("good: a warning for the log", host.Log, StringComparison.Ordinal);
        await UnharmedAsync(host, neighbour);
    }

    [Fact]
    public async Task A_stop_reaches_the_code_once_and_what_it_has_started()
    {
        var (host, neighbour) = await HostAsync("  good: {type: stops-a-process, stop-signal: USR1}");
        var child = await host.PidOfAsync("good");
        await Wait.UntilAsync(() => Sandbox.Read("process.pid").EndsWith('\n'), () => "its process");

        (await host.CommandAsync("stop", "good")).Expect(0);

        await host.UntilStateAsync("good", "stopped");
        Assert.Equal("asked to stop\nprocess ended with 138\ndisposed\n", (await host.CommandAsync("logs", "good")).Output);
        Assert.False(ProcFs.IsAlive(child), "the child host lives on");
        Assert.False(ProcFs.IsAlive(int.Parse(Sandbox.Read("process.pid"), CultureInfo.InvariantCulture)), "its process lives on");
        await UnharmedAsync(host, neighbour);
    }

    [Fact]
    public async Task A_process_task_is_described_elsewhere_and_runs_as_ever()
    {
        var (host, neighbour) = await HostAsync("  good: {type: describes, with: {every: 1000s}}");

        var pid = await host.PidOfAsync("good");
        await Wait.UntilAsync(() => ProcFs.CommandLine(pid).StartsWith("sleep", StringComparison.Ordinal), () => "its process");

        var ids = (await host.CommandAsync("logs", "good")).Output.Trim().Split(' ');
        Assert.Equal(ids[1], ids[0]);
        await UnharmedAsync(host, neighbour);
    }

    [Fact]
    public async Task The_timeout_of_a_described_process_counts_on_after_its_description()
    {
        var (host, neighbour) = await HostAsync("  slow: {type: describes, timeout: 4s, with: {every: 1000s}}");

        var task = await host.UntilStateAsync("slow", "failed");

        Assert.Equal("timeout", task.LastExit?.Reason);
        Assert.True(task.LastExit?.Seconds >= 4, $"after {task.LastExit?.Seconds} s");
        await UnharmedAsync(host, neighbour);
    }

    [Fact]
    public async Task A_signal_that_the_host_did_not_send_is_a_failure()
    {
        var (host, neighbour) = await HostAsync("  good: {type: greet, with: {every: 1000s}}");
        var pid = await host.PidOfAsync("good");
        await host.UntilLoggedAsync("code one greets world");

        Signal.Send(pid, Signal.Term);

        var task = await host.UntilStateAsync("good", "failed");
        Assert.Equal(("signalled", "SIGTERM"), (task.LastExit?.Reason, task.LastExit?.Signal));
        await UnharmedAsync(host, neighbour);
    }

    [Fact]
    public async Task Limits_are_those_of_the_task()
    {
        var (host, neighbour) = await HostAsync("  good: {type: stops-by-call, priority: 7, cpus: 0, open-files: 200, umask: '077'}");

        var pid = await host.PidOfAsync("good");
        await host.UntilLoggedAsync("running");

        Assert.Equal(("0077", "0", 7), (ProcFs.Status(pid, "Umask"), ProcFs.Status(pid, "Cpus_allowed_list"), ProcFs.Nice(pid)));
        Assert.Matches(@"Max open files\s+200 ", File.ReadAllText($"/proc/{pid}/limits"));
        await UnharmedAsync(host, neighbour);
    }

    [Fact]
    public async Task A_swap_of_the_plugin_restarts_the_child_on_the_new_code()
    {
        var (host, neighbour) = await HostAsync("  good: {type: greet, forever: true, with: {every: 1000s}}");
        var before = await host.PidOfAsync("good");
        await host.UntilLoggedAsync("code one greets world");

        var file = Sandbox.In("plugins/TestPlugin/TestPlugin.dll");
        var bytes = File.ReadAllBytes(file);
        var at = bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes("code one"));
        Encoding.Unicode.GetBytes("code two").CopyTo(bytes, at);
        File.WriteAllBytes(file, bytes);

        await host.UntilLoggedAsync("code two greets world");
        Assert.NotEqual(before, await host.PidOfAsync("good"));
        await UnharmedAsync(host, neighbour);
    }

    [Fact]
    public async Task It_is_no_command_for_people()
    {
        var result = await Sandbox.RunAsync("plugin-host");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("'plugin-host'", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("exception", result.All, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_child_whose_host_was_killed_stops_its_code_and_ends()
    {
        var (host, _) = await HostAsync("  good: {type: stops-by-call}");
        var pid = await host.PidOfAsync("good");
        await host.UntilLoggedAsync("running");

        Signal.Send(host.Pid, Signal.Kill);

        await Wait.UntilAsync(() => !ProcFs.IsAlive(pid), () => $"the end of {pid}");
        await host.EndAsync();
        var next = await Sandbox.HostAsync("bansuri.yaml");
        await UnharmedAsync(next, await next.PidOfAsync("neighbour"));
    }
}
