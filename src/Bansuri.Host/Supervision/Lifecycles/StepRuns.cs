using Bansuri.Host.Scheduling;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Supervision.Lifecycles;

/// <summary>What becomes of a run: attempts, their failures, its end.</summary>
internal sealed partial class Step
{
    public void NoteStart(LifecycleEvent.AttemptStarted started)
    {
        if (_state.Run is not { } run)
        {
            return;
        }

        _state = _state with { Run = run with { Attempt = started.Attempt, Pid = started.Pid, StartedAt = now.Wall }, Attempt = started.Attempt };
        if (_state.State != TaskState.Stopping)
        {
            Show(TaskState.Running, Describe(run));
            var again = policy.Forever && (started.Attempt > 1 || run.Cause == RunCause.Restart);
            Report(again ? TaskFact.Restarted : TaskFact.Started);
        }
    }

    public void NoteReady()
    {
        if (_state.State == TaskState.Running)
        {
            Show(TaskState.Ready, "its probe passed");
        }
    }

    public void NoteFailure(LifecycleEvent.AttemptFailed failed)
    {
        if (_state.Run is not { } run)
        {
            return;
        }

        var judgement = failed.Judgement;
        _state = _state with { Run = run with { Pid = null, StartedAt = null }, LastExit = failed.Exit, Attempt = judgement.Attempt };
        if (_state.State == TaskState.Stopping)
        {
            return;
        }

        var total = policy.Retry.Times is { } times ? $" of {times}" : "";
        var text = $"attempt {judgement.Attempt}{total} failed ({failed.Exit}), next in {Spoken.Duration(judgement.Delay)}";
        var isNew = judgement.IsCrashLoop && judgement.Failures == Judgement.CrashLoop;
        Show(judgement.IsCrashLoop ? TaskState.Held : TaskState.Backoff, judgement.IsCrashLoop ? $"crash loop, {judgement.Failures} failures in a row: {text}" : text);
        Report(isNew ? TaskFact.Held : TaskFact.AttemptFailed);
        Say(LogLevel.Warning, isNew ? $"crash loop, {judgement.Failures} failures in a row: held at the longest delay" : text);
    }

    public void EndRun(LifecycleEvent.RunEnded ended)
    {
        if (_state.Run is not { } run)
        {
            return;
        }

        _state = _state with
        {
            Run = null,
            EndedAt = now.Uptime,
            LastExit = ended.Exit,
            LastVerdict = ended.Judgement.Verdict,
            Attempt = ended.Judgement.Attempt,
        };
        Count(ended);
        if (ended.IsDeferred && _state.Desire == Desire.Run && _state.AfterStop is null)
        {
            Activate(run.Slot is { } slot ? Activation.At(new Slot(slot, slot)) : Activation.After(TimeSpan.Zero, run.Cause, now));
            return;
        }

        if (!Resume(run))
        {
            Settle(run, ended);
        }

        if (ended.Judgement.Verdict is Verdict.Success or Verdict.Ignored || _state.IsFinal)
        {
            Do(new Effect.Remember());
        }
    }

    private void Count(LifecycleEvent.RunEnded ended)
    {
        switch (ended.Judgement.Verdict)
        {
            case Verdict.Success or Verdict.Ignored:
                _state = _state with { SucceededRuns = _state.SucceededRuns + 1, FailedRunsInRow = 0 };
                break;
            case Verdict.GiveUp or Verdict.Renew:
                _state = _state with { FailedRuns = _state.FailedRuns + 1, FailedRunsInRow = _state.FailedRunsInRow + 1 };
                break;
        }
    }

    /// <summary>What an order or an edit has in store for the end of the run; false when nothing has.</summary>
    private bool Resume(ActiveRun run)
    {
        switch (_state.Desire)
        {
            case Desire.Removed:
                Rest(TaskState.Stopped, "removed");
                return true;
            case Desire.Shutdown:
                Rest(TaskState.Stopped, "the host shuts down");
                return true;
            case Desire.Stopped or Desire.Disabled when run.Cause != RunCause.Trigger || _state.State == TaskState.Stopping:
                Rest(TaskState.Stopped, SuspendedReason);
                return true;
        }

        if (_state.AfterStop is not { } cause)
        {
            return false;
        }

        _state = _state with { AfterStop = null };
        Adopt();
        if (cause == RunCause.Added || (cause is RunCause.Operator or RunCause.Enabled && policy.Slots is not null))
        {
            BeginLife(cause);
        }
        else
        {
            Activate(Activation.After(TimeSpan.Zero, cause, now));
        }

        return true;
    }

    /// <summary>The ordinary end: what the kind of schedule makes of the verdict.</summary>
    private void Settle(ActiveRun run, LifecycleEvent.RunEnded ended)
    {
        var good = ended.Judgement.Verdict is Verdict.Success or Verdict.Ignored;
        var text = ended.Judgement.Verdict == Verdict.Ignored ? $"{ended.Exit}, ignored" : ended.Exit.ToString();
        ReportEnd(ended.Judgement.Verdict);
        if (_state.Desire is Desire.Stopped or Desire.Disabled)
        {
            Rest(TaskState.Stopped, _state.Desire == Desire.Disabled ? "disabled" : $"stopped by the operator; triggered run: {text}");
        }
        else if (good && _state.SucceededRuns >= policy.MaxRuns)
        {
            Rest(TaskState.Succeeded, MaxRunsReached);
            Say(LogLevel.Information, _state.Reason);
        }
        else if (policy.Forever)
        {
            RestartOrFail(ended, text);
        }
        else if (policy.Periodic)
        {
            Reschedule(run, ended, text);
        }
        else if (_state.OwesRunForChange)
        {
            Adopt();
            Activate(Activation.After(TimeSpan.Zero, RunCause.Changed, now));
        }
        else if (good)
        {
            Rest(TaskState.Succeeded, text);
            Say(LogLevel.Information, $"succeeded ({text})");
        }
        else
        {
            Say(LogLevel.Error, FailureText(ended));
            FailForGood(ended.Exit.ToString());
        }
    }

    /// <summary>Not of a run whose end was ordered, nor of one that a stop, a removal or the shutdown overtook: that is nobody's news.</summary>
    private void ReportEnd(Verdict verdict)
    {
        switch (verdict)
        {
            case Verdict.Success or Verdict.Ignored:
                Report(TaskFact.RunSucceeded);
                break;
            case Verdict.GiveUp or Verdict.Renew:
                Report(TaskFact.RunFailed);
                break;
        }
    }

    private void RestartOrFail(LifecycleEvent.RunEnded ended, string text)
    {
        if (ended.Judgement.Verdict == Verdict.GiveUp)
        {
            Say(LogLevel.Error, FailureText(ended));
            FailForGood(ended.Exit.ToString());
            return;
        }

        WaitForRestart(text);
        Say(ended.Judgement.Verdict == Verdict.Renew ? LogLevel.Warning : LogLevel.Information, _state.Reason);
    }

    /// <summary>After <c>restart-delay</c>, counted from the end of the run; it never grows.</summary>
    private void WaitForRestart(string text)
    {
        var delay = policy.Retry.Delay < policy.Retry.DelayMax ? policy.Retry.Delay : policy.Retry.DelayMax;
        var rest = delay - (now.Uptime - (_state.EndedAt ?? now.Uptime));
        _state = _state with { Next = Activation.After(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, RunCause.Restart, now) };
        Show(_state.LastVerdict == Verdict.Renew ? TaskState.Backoff : TaskState.Scheduled, $"{text}, restart in {Spoken.Duration(delay)}");
    }

    private void Reschedule(ActiveRun run, LifecycleEvent.RunEnded ended, string text)
    {
        if (policy.Schedule is Scheduling.Schedule.Timer timer)
        {
            _state = _state with { Next = Activation.After(timer.Interval, RunCause.Timer, now) };
        }
        else if (_state.Next is null)
        {
            _state = _state with { Next = NextSlot() };
        }

        var failed = ended.Judgement.Verdict is Verdict.GiveUp or Verdict.Renew;
        Say(failed ? LogLevel.Error : LogLevel.Information, failed ? FailureText(ended) : $"{(run.Cause == RunCause.Trigger ? "triggered run" : "run")} ended ({text})");
        Wait();
        if (failed)
        {
            Show(TaskState.Scheduled, $"last run failed ({text}), {_state.Reason}");
        }

        RunWaiting();
    }

    private string FailureText(LifecycleEvent.RunEnded ended)
    {
        var judgement = ended.Judgement;
        var why = judgement.Why is null ? "" : $", {judgement.Why}";
        return policy.Retry.Times is { } times && times > 1
            ? $"failed: attempt {judgement.Attempt} of {times} ({ended.Exit}){why}"
            : $"failed ({ended.Exit}){why}";
    }
}
