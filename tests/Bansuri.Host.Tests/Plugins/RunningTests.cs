using Bansuri.Host.Plugins;

namespace Bansuri.Host.Tests.Plugins;

public sealed class RunningTests : IAsyncLifetime
{
    private readonly PluginRig _rig = new();

    public async ValueTask InitializeAsync()
    {
        _rig.Put("TestPlugin");
        _rig.Put("ShellTask");
        Assert.Empty((await _rig.ScanAsync()).Problems);
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_task_type_runs_with_its_options()
    {
        var (outcome, output) = await _rig.RunAsync("greet", new() { ["whom"] = "you", ["also"] = new[] { "them" } });
        Assert.Equal(new PluginOutcome.Exited(0), outcome);
        Assert.Equal("code one greets you, them\n", output);
    }

    [Fact]
    public async Task A_shell_task_describes_a_shell_for_a_text()
    {
        using var instance = _rig.Make("shell", "echo hello | cat");
        Assert.True(instance.IsProcess);
        var spec = Assert.IsType<PluginOutcome.Described>(await instance.DescribeAsync(PluginRig.Context())).Spec;
        Assert.Equal("/bin/sh", spec.FileName);
        Assert.Equal(["-c", "echo hello | cat"], spec.Arguments);
    }

    [Theory]
    [InlineData("constructor-throws", "the constructor of task type 'constructor-throws' failed (InvalidOperationException: no constructor today)")]
    [InlineData("static-constructor-throws", "the constructor of task type 'static-constructor-throws' failed (InvalidOperationException: no static constructor today)")]
    [InlineData("cannot-start", "the interpreter is missing")]
    public async Task Code_that_cannot_begin_is_a_start_error(string type, string text) =>
        Assert.Equal(new PluginOutcome.StartError(text), (await _rig.RunAsync(type)).Outcome);

    [Fact]
    public async Task An_exception_of_the_work_is_a_plugin_error_in_words() =>
        Assert.Equal(new PluginOutcome.PluginError("OwnException: the work went wrong"), (await _rig.RunAsync("throws")).Outcome);

    [Fact]
    public async Task Code_that_waits_for_its_own_continuation_gets_it() =>
        Assert.Equal(new PluginOutcome.Exited(4), (await _rig.RunAsync("waits-for-itself")).Outcome);

    [Fact]
    public async Task A_stop_cancels_the_token()
    {
        using var instance = _rig.Make("greet", with: new() { ["every"] = "1h" });
        using var stopping = new CancellationTokenSource();
        var output = new PluginRig.RecordedOutput();
        var run = instance.RunAsync(PluginRig.Context(output), stopping.Token);
        await PluginRig.UntilAsync(() => output.ToString().Length > 0);
        await stopping.CancelAsync();
        Assert.Equal(new PluginOutcome.Cancelled(), await run.WaitAsync(TimeSpan.FromSeconds(30), PluginRig.Cancelled));
    }

    [Fact]
    public async Task A_stop_calls_the_plugin_once()
    {
        using var instance = _rig.Make("stops-by-call");
        using var stopping = new CancellationTokenSource();
        var output = new PluginRig.RecordedOutput();
        var run = instance.RunAsync(PluginRig.Context(output), stopping.Token);
        await PluginRig.UntilAsync(() => output.ToString().Length > 0);
        await stopping.CancelAsync();
        instance.Stop(output);
        Assert.Equal(new PluginOutcome.Exited(7), await run.WaitAsync(TimeSpan.FromSeconds(30), PluginRig.Cancelled));
        Assert.Equal("running\n", output.ToString());
    }

    [Fact]
    public async Task Fifty_tasks_that_block_after_an_await_hold_up_nobody_and_can_be_abandoned()
    {
        var release = _rig.PathOf("release");
        var output = new PluginRig.RecordedOutput();
        var blocked = Enumerable.Range(0, 50).Select(_ => _rig.Make("blocks", release)).ToList();
        var runs = blocked.Select(instance => instance.RunAsync(PluginRig.Context(output), PluginRig.Cancelled)).ToList();
        await PluginRig.UntilAsync(() => output.ToString().Split("blocking").Length > 50);

        Assert.Equal(new PluginOutcome.Exited(0), (await _rig.RunAsync("greet")).Outcome);
        blocked.ForEach(instance => instance.Abandon());
        Assert.All(await Task.WhenAll(runs).WaitAsync(TimeSpan.FromSeconds(30), PluginRig.Cancelled), outcome => Assert.Equal(new PluginOutcome.Abandoned(), outcome));
        blocked.ForEach(instance => instance.Dispose());
        await File.WriteAllTextAsync(release, "", PluginRig.Cancelled);
    }
}
