using Bansuri.Abstractions;
using Bansuri.Host.Supervision.Lifecycles;
using Bansuri.Host.Supervision.Runs;

namespace Bansuri.Host.Supervision;

/// <summary>
/// One task, one mailbox, one message after the other: no lock and no thread of its own. Everything that happens to the task comes through the
/// mailbox, the lifecycle decides, whoever takes the message performs, and then publishes the new snapshot.
/// </summary>
internal sealed partial class TaskSupervisor : IRunOwner, IAsyncDisposable
{
    private readonly Mailbox<Message> _mailbox;
    private readonly List<OrderWait> _orders = [];
    private readonly List<(TaskFact Fact, int Attempt, RunMark? Run)> _facts = [];
    private readonly SupervisionServices _services;
    private readonly SupervisorHooks _hooks;
    private readonly Alarm _alarm;
    private Lifecycle _state;
    private TaskConfig _inForce;
    private RunMark? _mark;

    // Read from other threads: by a run's attempts, and by whoever asks.
    private TaskRun? _run;
    private volatile TaskPolicy _policy;
    private volatile TaskSpecification _specification;
    private volatile TaskSnapshot _snapshot;
    private volatile bool _isGone;

    public TaskSupervisor(TaskSpecification specification, SupervisionServices services, SupervisorHooks hooks)
    {
        _specification = specification;
        _services = services;
        _hooks = hooks;
        _inForce = specification.Config;
        _state = new Lifecycle();
        _policy = TaskPolicy.From(specification.Config, services.Time.LocalTimeZone);
        _alarm = new Alarm(services.Time, () => Post(new LifecycleEvent.TimePassed()));
        _snapshot = Publisher.Snapshot(_state, _specification, _policy, _hooks);
        _mailbox = new Mailbox<Message>(TakeSafely);
    }

    public string Identity => _specification.Identity;

    public TaskSnapshot Snapshot => _snapshot;

    /// <summary>The last transitions, oldest first.</summary>
    public TransitionLog Transitions { get; } = new();

    /// <summary>Removed, and nothing of it is left. Stays so unless the board adds it again.</summary>
    public bool IsGone => _isGone;

    TaskConfig IRunOwner.Live => _specification.Config;

    RetryPolicy IRunOwner.Retry => _policy.Retry;

    bool IRunOwner.Fits => _services.Fits(_specification.Config).IsOpen;

    void IRunOwner.Report(TaskProgress progress) => _mailbox.TryPost(new Message.Progressed(progress));

    public void Post(LifecycleEvent happened) => _mailbox.TryPost(new Message.Happened(happened));

    /// <summary>The configuration changed; the supervisor classifies the fields itself from the table.</summary>
    public void Post(TaskSpecification specification, ChangeKinds kinds) => _mailbox.TryPost(new Message.Respecified(specification, kinds));

    /// <summary>Posts the order and completes when it has been carried out.</summary>
    public async Task<OrderResult> OrderAsync(TaskOrder order, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<OrderResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _mailbox.TryPost(new Message.Ordered(order, done))
            ? await done.Task.WaitAsync(cancellationToken)
            : new OrderResult(OrderOutcome.Refused, Refusals.Removed, _snapshot);
    }

    /// <summary>Posts the order and completes when it has been looked at: with the reason of a refusal, or null.</summary>
    public async Task<string?> PostAsync(TaskOrder order)
    {
        var looked = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _mailbox.TryPost(new Message.Ordered(order, new()) { Looked = looked }) ? await looked.Task : Refusals.Removed;
    }

    /// <summary>Stops the task for the end of the host; completes when its set of processes is empty.</summary>
    public Task ShutDownAsync()
    {
        var done = new TaskCompletionSource<OrderResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _mailbox.TryPost(new Message.ShutDown(done)) ? done.Task : _mailbox.CloseAsync();
    }

    /// <summary>What it waits for may have come, or gone: it looks again.</summary>
    public void TurnGate() => _mailbox.TryPost(new Message.GateTurned());

    /// <summary>Grace periods that run shrink to this.</summary>
    public void Hurry(TimeSpan grace) => _mailbox.TryPost(new Message.Hurried(grace));

    /// <returns>How many processes got the signal.</returns>
    public int Signal(int signal)
    {
        var count = Volatile.Read(ref _run)?.Signal(signal) ?? 0;
        SupervisorLog.Signalled(_services.Log, Snapshot.Name, count, SignalNames.Format(signal));
        return count;
    }

    public async ValueTask DisposeAsync()
    {
        await _mailbox.CloseAsync();
        foreach (var order in _orders)
        {
            order.Done.TrySetResult(new OrderResult(OrderOutcome.Failed, "the task is gone", Snapshot));
        }

        _alarm.Dispose();
        _run?.Dispose();
    }
}
