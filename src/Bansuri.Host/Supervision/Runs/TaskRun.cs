using System.Diagnostics.CodeAnalysis;
using Bansuri.Abstractions;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>
/// One run from its first attempt to its end. It tells the mailbox what happens and is told when to end; it decides nothing itself.
/// The orders may come from any thread.
/// </summary>
[SuppressMessage("Usage", "CA2213", Justification = "A source without a timer holds nothing, and the timer that cancels this one would race with its disposal.")]
internal sealed class TaskRun(RunSettings settings) : IAttempts, IDisposable
{
    private static readonly TimeSpan LongestSave = TimeSpan.FromSeconds(5);

    // More is for ever, and more than a timer of the runtime takes.
    private static readonly TimeSpan LongestGrace = TimeSpan.FromDays(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _kill = new();
    private ITimer? _killer;

    // Cancelled by a stop, and by an edit of the policy: then another one takes its place. The old ones are left to the collector, as
    // whoever cancels may hold one just then.
    private volatile CancellationTokenSource _wait = new();
    private volatile AttemptControl? _control;
    private Tally _tally = new(Number: 1, Failures: 0);
    private Failure? _failure;
    private TimeSpan _resume;
    private bool _isDeferred;
    private TimeSpan _killAt = TimeSpan.MaxValue;
    private TimeSpan? _stoppedAt;

    /// <summary>The mark of all its processes, unique over all hosts.</summary>
    public string RunId { get; } = Guid.NewGuid().ToString("N");

    private SupervisionServices Services => settings.Services;

    /// <summary>Runs to the end and says so with <see cref="LifecycleEvent.RunEnded"/>.</summary>
    public async Task ExecuteAsync()
    {
        AttemptOutcome outcome;
        try
        {
            await SlotSavedAsync();
            outcome = await AttemptsAsync();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            var exit = _failure?.Outcome.Exit ?? Immediately(new ExitReason.Stopped());
            outcome = new AttemptOutcome(exit, new Judgement(Verdict.Stopped, Math.Max(1, _tally.Number - 1), _tally.Failures));
        }
        catch (Exception bug)
        {
            // A bug of the host must end this run, not the task's supervisor.
            SupervisorLog.RunFailed(Services.Log, bug, settings.Config.Identification.Name);
            outcome = new AttemptOutcome(
                Immediately(new ExitReason.StartError($"internal error: {bug.Message}")), new Judgement(Verdict.GiveUp, _tally.Number, _tally.Failures));
        }

        settings.Owner.Post(new LifecycleEvent.RunEnded(outcome.Exit, outcome.Judgement) { IsDeferred = _isDeferred });
    }

    /// <summary>Ends the run: an attempt by its stop sequence, a wait at once. May be called again.</summary>
    public void Stop()
    {
        _stoppedAt ??= Services.Now.Uptime;
        _stop.Cancel();
        _wait.Cancel();
    }

    /// <summary>What is left of a grace period shrinks to this; it never grows, whoever else was in less of a hurry. From one caller at a time.</summary>
    public void Hurry(TimeSpan grace)
    {
        var at = Services.Now.Uptime + grace;
        if (at < _killAt)
        {
            _killAt = at;
            _killer?.Dispose();
            _killer = Services.Time.CreateTimer(static kill => ((CancellationTokenSource)kill!).Cancel(), _kill, grace, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary><c>grace-period</c> is live: one that is edited while it runs ends that long after the stop began. It never grows.</summary>
    public void Regrace()
    {
        if (_stoppedAt is { } began && settings.Owner.Live.FailureControl.GracePeriod is var grace && grace < LongestGrace)
        {
            var left = began + grace - Services.Now.Uptime;
            Hurry(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }

        // An attempt alone may be stopping, for its timeout or for what it left.
        Adjust();
    }

    /// <summary><c>priority</c> and <c>cpus</c> are live: the running processes get the new values.</summary>
    public void Adjust() => _control?.Adjust();

    /// <returns>How many processes got the signal.</returns>
    public int Signal(int number) => _control?.Signal(number) ?? 0;

    /// <summary>The retry policy was edited: a wait is computed anew, from the time of the failure and with the same dice.</summary>
    public void Revise() => _wait.Cancel();

    /// <summary>What an attempt says of itself.</summary>
    /// <remarks>Code that was abandoned may speak up long after its attempt: the next one must not take it for its own.</remarks>
    public void Hear(AttemptControl from, LifecycleEvent happened)
    {
        if (_control == from)
        {
            settings.Owner.Post(happened);
        }
    }

    public void Report(TaskProgress progress) => settings.Owner.Report(progress);

    public void Dispose()
    {
        _killer?.Dispose();
        _stop.Dispose();
        _wait.Dispose();
    }

    /// <summary>A disk that is full or hangs does not keep the task from its work: then a slot can run twice if the host is killed as well.</summary>
    private async Task SlotSavedAsync()
    {
        if (settings.SlotSaved?.Invoke() is { } saved)
        {
            await saved.WaitAsync(LongestSave, Services.Time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Token.ThrowIfCancellationRequested();
            if (!saved.IsCompleted)
            {
                SupervisorLog.SlotNotSaved(Services.Log, settings.Config.Identification.Name, LongestSave.TotalSeconds);
            }
        }
    }

    private async Task<AttemptOutcome> AttemptsAsync()
    {
        while (true)
        {
            try
            {
                var outcome = await Services.Pipeline.ExecuteAsync(this, _wait.Token);
                if (outcome.Judgement.Verdict != Verdict.Retry)
                {
                    return outcome;
                }

                // Called off during the attempt: Polly then gives back what it would otherwise have waited after.
            }
            catch (OperationCanceledException) when (!_stop.IsCancellationRequested && _failure is not null)
            {
                // Called off during the wait.
            }

            _stop.Token.ThrowIfCancellationRequested();
            if (_failure is { } failure && Revised(failure) is { } final)
            {
                return final;
            }
        }
    }

    async Task<AttemptOutcome> IAttempts.AttemptAsync()
    {
        if (_resume > TimeSpan.Zero)
        {
            await Task.Delay(_resume, Services.Time, _wait.Token);
            _resume = TimeSpan.Zero;
        }

        _stop.Token.ThrowIfCancellationRequested();
        var number = _tally.Number;
        if (_failure is { } last && !settings.Owner.Fits)
        {
            _isDeferred = true;
            return new AttemptOutcome(last.Outcome.Exit, new Judgement(Verdict.Stopped, Math.Max(1, number - 1), _tally.Failures));
        }

        var exit = await ExitAsync(number);
        var dice = Services.Dice();
        var outcome = new AttemptOutcome(exit, Judge.Of(settings.Owner.Retry, number, _tally.Failures, exit, dice)) { Of = this };
        _failure = new Failure(outcome, _tally, dice, Services.Now.Uptime);
        _tally = new Tally(outcome.Judgement.Attempt + 1, outcome.Judgement.Failures);
        return outcome;
    }

    private async Task<AttemptExit> ExitAsync(int number)
    {
        var control = new AttemptControl(this)
        {
            Number = number,
            Stop = _stop.Token,
            KillNow = _kill.Token,
        };
        _control = control;
        try
        {
            var order = new AttemptOrder(settings.Config, () => settings.Owner.Live, RunId, number, settings.Slot, _failure?.Outcome.Exit ?? settings.Previous)
            {
                Identity = settings.Identity,
            };
            var exit = await Services.Runner.RunAsync(order, control);
            exit = await HesitatedAsync(exit);
            return exit.Reason is ExitReason.Stopped && !_stop.IsCancellationRequested
                ? exit with { Reason = new ExitReason.PluginError("it says that it was stopped, and nobody stopped it") }
                : exit;
        }
        catch (Exception bug)
        {
            // A full disk, or a bug of the host: the policy for failures decides whether it is worth another attempt.
            SupervisorLog.RunFailed(Services.Log, bug, settings.Config.Identification.Name);
            return Immediately(_stop.IsCancellationRequested ? new ExitReason.Stopped() : new ExitReason.StartError($"internal error: {bug.Message}", Transient: true));
        }
        finally
        {
            _control = null;
        }
    }

    /// <summary>An end that the host's own signal caused was a stop: it counts when the shutdown comes to this task.</summary>
    private async Task<AttemptExit> HesitatedAsync(AttemptExit exit)
    {
        if (exit.Reason is ExitReason.Stopped || Services.Hesitation() is not { Ticks: > 0 } hesitation)
        {
            return exit;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(Services.Terminated, _stop.Token);
        await Task.Delay(hesitation, Services.Time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!Services.Terminated.IsCancellationRequested)
        {
            return exit;
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, Services.Time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return exit with { Reason = new ExitReason.Stopped() };
    }

    public void Announce(AttemptOutcome outcome) => settings.Owner.Post(new LifecycleEvent.AttemptFailed(outcome.Exit, outcome.Judgement));

    /// <summary>Judges the last failure again; null when there is still an attempt to wait for.</summary>
    private AttemptOutcome? Revised(Failure failure)
    {
        // Before the policy is read: an edit from now on calls off the new wait, or is seen here.
        _wait = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var judgement = Judge.Of(settings.Owner.Retry, failure.Before.Number, failure.Before.Failures, failure.Outcome.Exit, failure.Dice);
        var passed = Services.Now.Uptime - failure.At;
        _resume = judgement.Delay > passed ? judgement.Delay - passed : TimeSpan.Zero;
        _tally = new Tally(judgement.Attempt + 1, judgement.Failures);
        var outcome = new AttemptOutcome(failure.Outcome.Exit, judgement with { Delay = _resume });
        if (judgement.Verdict != Verdict.Retry)
        {
            return outcome;
        }

        Announce(outcome);
        return null;
    }

    private AttemptExit Immediately(ExitReason reason) => new(reason, Services.Time.GetLocalNow(), TimeSpan.Zero);

    /// <summary>The number of the next attempt and the failures in a row before it.</summary>
    private sealed record Tally(int Number, int Failures);

    /// <summary>The last attempt that failed, and what its judgement was made from.</summary>
    private sealed record Failure(AttemptOutcome Outcome, Tally Before, double Dice, TimeSpan At);
}
