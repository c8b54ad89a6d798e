using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Slurm;

/// <summary>
/// What the host knows of its allocation. Limits change on live jobs, so it asks again: every ten minutes, each minute at last, and whenever
/// somebody is about to act on the end. Thread-safe.
/// </summary>
/// <param name="job">What the environment says.</param>
/// <param name="controller">Whom to ask; it may know nothing.</param>
/// <param name="time">The clock.</param>
/// <param name="dice">From 0 up to 1: hosts that started at one instant shall not all ask at one instant.</param>
/// <param name="log">Of the host.</param>
internal sealed class Allocation(SlurmEnvironment job, SlurmController controller, TimeProvider time, Func<double> dice, ILogger log)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private AllocationFacts _facts = new() { EndsAt = job.EndsAt, IsEndKnown = job.EndsAt is not null };

    /// <summary>The end has moved.</summary>
    public event Action? Moved;

    public SlurmEnvironment Job => job;

    public AllocationFacts Facts => Volatile.Read(ref _facts);

    /// <summary>Of the host.</summary>
    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    /// <summary>From the start of the host to the end; null while that is not known.</summary>
    public TimeSpan? Whole => Facts.EndsAt - StartedAt;

    /// <summary>The submit script asks for Slurm's warning longer before the end than the allocation is: it comes as soon as Slurm looks at the job.</summary>
    public bool IsWarnedAtOnce => Facts.WarningBefore >= Whole;

    /// <summary>Asks for all there is to know, and says what follows. Without Slurm's commands there is less to know; only the cancellation is thrown.</summary>
    /// <param name="pid">Of the host.</param>
    /// <param name="wantsRequeue"><c>host.slurm.requeue</c>.</param>
    public async Task LearnAsync(int pid, bool wantsRequeue, CancellationToken stopping)
    {
        var asked = Task.WhenAll(LookAsync(stopping), SettleAsync(stopping));
        var record = controller.JobAsync(job.JobId, stopping);
        var script = job.Step is null ? controller.ScriptAsync(job.JobId, stopping) : Task.FromResult<string?>(null);
        await asked;
        stopping.ThrowIfCancellationRequested();
        Tell();
        var submission = new SubmittedAs
        {
            IsBatchProcess = job.Step is not null || job.IsSignalled(pid),
            Appends = job.Appends || job.Step is not null,
            IsEndKnown = Facts.IsEndKnown,
            Requeue = (await record)?.Requeue,
            WantsRequeue = wantsRequeue,
            Script = await script,
            Whole = Whole,
        };
        Note(facts => facts with { WarningBefore = SubmitAdvice.WarningBefore(submission.Script) });
        foreach (var advice in SubmitAdvice.Of(submission))
        {
            SlurmEvents.Advice(log, advice);
        }
    }

    /// <summary>Looks again and again, until cancelled.</summary>
    public async Task KeepAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await Task.Delay(Pause() * (0.9 + (0.2 * dice())), time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stopping.IsCancellationRequested)
            {
                await LookAsync(stopping);
                await (Facts.KillWait is null ? SettleAsync(stopping) : Task.CompletedTask);
            }
        }
    }

    /// <summary>Asks when the allocation ends; what was known stands when nobody answers.</summary>
    public async Task LookAsync(CancellationToken stopping)
    {
        JobStatus? status;
        try
        {
            status = await controller.StatusAsync(job.JobId, Patience, stopping);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        // Of a job that ends already the time is that of its end.
        if (status is not { IsRunning: true })
        {
            return;
        }

        var before = Note(facts => facts with { EndsAt = status.EndsAt, IsEndKnown = true });
        if (!before.IsEndKnown || before.EndsAt != status.EndsAt)
        {
            if (before.IsEndKnown && before.IsSettled)
            {
                SlurmEvents.Moved(log, AllocationText.End(Facts, time));
            }

            Moved?.Invoke();
        }
    }

    private async Task SettleAsync(CancellationToken stopping)
    {
        try
        {
            var settings = await controller.SettingsAsync(stopping);
            Note(facts => facts with { KillWait = settings?.KillWait, Proctrack = settings?.Proctrack });
        }
        catch (OperationCanceledException)
        {
            // Whoever stops now takes what is usual.
        }
    }

    // A limit that is lowered to less than a pause is missed until Slurm acts on it, so the pauses shrink with what is left: some fifteen
    // questions more in a whole job. A controller that was away when the host started is asked again soon.
    private TimeSpan Pause()
    {
        var facts = Facts;
        var pause = facts.EndsAt is { } end ? (end - time.GetUtcNow()) / 4 : facts.IsEndKnown ? LongestPause : ShortestPause;
        return pause < ShortestPause ? ShortestPause : pause > LongestPause ? LongestPause : pause;
    }

    // Answers to several questions may come at one instant: none may undo what another one said.
    private AllocationFacts Note(Func<AllocationFacts, AllocationFacts> change)
    {
        while (true)
        {
            var before = Facts;
            if (ReferenceEquals(Interlocked.CompareExchange(ref _facts, change(before), before), before))
            {
                return before;
            }
        }
    }

    private void Tell()
    {
        Note(facts => facts with { IsSettled = true });
        var where = job.Node is { } node ? $" on {node}" : "";
        var again = job.RestartCount > 0 ? $", restart {job.RestartCount}" : "";
        var first = job is { NodeCount: > 1, Step: null } ? $", the first of {job.NodeCount} nodes: tasks run on this one" : "";
        SlurmEvents.Known(log, job.JobId, where + first + again, AllocationText.End(Facts, time));
        if (Facts.KillWait is null)
        {
            SlurmEvents.Unasked(log, GraceCap.UsualKillWait.TotalSeconds);
        }
    }
}
