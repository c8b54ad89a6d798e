using System.Collections.Concurrent;
using Bansuri.Abstractions;
using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;
using Bansuri.Host.Supervision.Runs;
using Bansuri.Host.Tests.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>One run on a clock that the test moves, with attempts that it plays.</summary>
internal sealed class RunStage : IRunOwner, IDisposable
{
    private volatile TaskConfig _config = Tasks.Config();
    private TaskRun? _run;
    private Task _running = Task.CompletedTask;

    public RunStage() => Runner = new FakeRunner(Time);

    public ManualTime Time { get; } = new();

    public FakeRunner Runner { get; }

    public ConcurrentQueue<LifecycleEvent> Posted { get; } = new();

    public double Dice { get; set; } = 0.5;

    public TaskRun Run => _run ?? throw new InvalidOperationException("there is no run yet");

    public List<LifecycleEvent.AttemptFailed> Failures => [.. Posted.OfType<LifecycleEvent.AttemptFailed>()];

    TaskConfig IRunOwner.Live => _config;

    RetryPolicy IRunOwner.Retry => RetryPolicy.From(_config);

    bool IRunOwner.Fits => true;

    void IRunOwner.Post(LifecycleEvent happened) => Posted.Enqueue(happened);

    void IRunOwner.Report(TaskProgress progress)
    {
    }

    public void Dispose() => _run?.Dispose();

    public void Begin(params string[] keys)
    {
        Prepare(keys);
        Execute();
    }

    public void Prepare(params string[] keys)
    {
        _config = Tasks.Config(keys);
        _run = new TaskRun(new RunSettings
        {
            Identity = "job",
            Config = _config,
            Slot = null,
            Previous = null,
            Services = new SupervisionServices(Time, Runner, NullLogger.Instance, () => Dice),
            Owner = this,
        });
    }

    public void Execute() => _running = Task.Run(Run.ExecuteAsync);

    public void Edit(params string[] keys)
    {
        _config = Tasks.Config(keys);
        Run.Revise();
    }

    public Task WaitsAsync(TimeSpan delay) => Eventually.TrueAsync(() => Time.WakesIn(delay), $"a wait of {delay}");

    /// <summary>Has the next attempt fail, and lets exactly this delay pass after it.</summary>
    public async Task FailAsync(TimeSpan delay, int code = 1)
    {
        (await Runner.NextAsync()).End(code);
        await Time.SleepOverAsync(delay);
    }

    public async Task<LifecycleEvent.RunEnded> EndAsync()
    {
        await _running.InTime();
        Assert.Single(Posted.OfType<LifecycleEvent.RunEnded>());
        return Assert.IsType<LifecycleEvent.RunEnded>(Posted.Last());
    }
}
