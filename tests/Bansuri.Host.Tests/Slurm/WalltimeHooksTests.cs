using Bansuri.Host.Composition.Walltime;
using Bansuri.Host.Supervision;
using Bansuri.Host.Tests.Processes;
using Bansuri.Host.Tests.Supervision;

namespace Bansuri.Host.Tests.Slurm;

public sealed class WalltimeHooksTests(TestEngine engine) : IAsyncDisposable, IClassFixture<TestEngine>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Stage _stage = new();

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Theory]
    [InlineData(0, 10)] // seconds from the signal to the drain, and from there to the stop
    [InlineData(3, 7)]
    [InlineData(9, 1)]
    public async Task A_signal_has_ten_seconds_before_the_stop_also_when_it_came_shortly_before_the_drain(int since, int rest)
    {
        var hooks = await WithAsync("on-walltime: {signal: USR1, before: 1m}");
        hooks.FireDue(_stage.Time.GetUtcNow() + TimeSpan.FromMinutes(1), Stopping);
        Assert.Contains("job: on-walltime: SIGUSR1", _stage.Log.Lines);
        _stage.Time.Advance(TimeSpan.FromSeconds(since));

        var drain = hooks.FireAllAsync(Limit, Stopping);

        Assert.False(drain.IsCompleted);
        await _stage.Time.SleepOverAsync(TimeSpan.FromSeconds(rest));
        await drain.InTime();
    }

    [Fact]
    public async Task A_signal_that_came_long_before_delays_no_stop()
    {
        var hooks = await WithAsync("on-walltime: {signal: USR1, before: 1m}");
        hooks.FireDue(_stage.Time.GetUtcNow() + TimeSpan.FromMinutes(1), Stopping);
        _stage.Time.Advance(TimeSpan.FromSeconds(10));

        await hooks.FireAllAsync(Limit, Stopping).InTime();
    }

    [Fact]
    public async Task A_signal_that_the_drain_brings_comes_once_and_ten_seconds_before_the_stop()
    {
        var hooks = await WithAsync("on-walltime: {signal: USR1, before: 1m}");
        hooks.FireDue(_stage.Time.GetUtcNow() + TimeSpan.FromMinutes(2), Stopping);

        var drain = hooks.FireAllAsync(Limit, Stopping);

        Assert.Single(_stage.Log.Lines, line => line == "job: on-walltime: SIGUSR1");
        await _stage.Time.SleepOverAsync(TimeSpan.FromSeconds(10));
        await drain.InTime();
    }

    private async Task<WalltimeHooks> WithAsync(string action)
    {
        _stage.Add("forever: true", action);
        await _stage.UntilAsync(TaskState.Running);
        return new WalltimeHooks(_stage.Board, new HookGround(engine.Engine, new Dictionary<string, string>(), "", _stage.Time), _stage.Log);
    }
}
