using System.Collections.Concurrent;
using System.Globalization;
using Bansuri.Abstractions;
using Bansuri.Host.Plugins;
using Bansuri.Host.Processes;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>One attempt while it lasts: its context, its processes and its output. Every way out leaves no process behind.</summary>
internal sealed class Attempt : ITaskProcesses, IAttemptProcesses, IDisposable
{
    private readonly AttemptOrder _order;
    private readonly AttemptControl _control;
    private readonly AttemptClock _clock;
    private readonly AttemptServices _services;
    private readonly AttemptOutput _output;

    // With what was last asked of each.
    private readonly ConcurrentDictionary<IProcessGroup, Resources> _groups = new();
    private int _started;

    public Attempt(AttemptOrder order, AttemptControl control, AttemptClock clock, AttemptServices services)
    {
        (_order, _control, _clock, _services) = (order, control, clock, services);
        _output = new AttemptOutput(order, services.Outputs.Open(order.Config));
        control.Accept(this);
        Context = new TaskContext
        {
            RunId = order.RunId,
            Attempt = order.Attempt,
            ScheduledAt = order.Slot,
            Environment = TaskEnvironment.Of(order, services.Environment, services.ReadEnvironmentFiles(order.Config), services.Socket),
            WorkingDirectory = order.Config.Identification.WorkingDirectory,
            Output = _output,
            Log = new TaskLog(services.Log, order.Config.Identification.Name),
            Processes = this,
            Progress = control,
            Time = services.Time,
        };
    }

    public TaskContext Context { get; }

    private FailureControl Live => _order.Live().FailureControl;

    private string Name => _order.Config.Identification.Name;

    /// <summary>Runs the one process that the task is, to its end.</summary>
    public async Task<ExitReason> RunProcessAsync(ProcessSpec spec)
    {
        var group = Start(spec);
        _control.Started(group.Pid);
        var cut = await UntilAsync(group.Exited);
        if (cut is null)
        {
            _clock.Fix();
            cut = Outcomes.Reason(await group.Exited, spec.StartErrors);
            await StopLeftoversAsync(group, cut);
        }
        else
        {
            await StopAsync(group, spec.SignalLeaderOnly);
            _clock.Fix();
        }

        await group.OutputEnded.WaitAsync(OutputLimit, _services.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return cut;
    }

    /// <summary>Runs code of a plugin in the host; what it started is stopped when it has ended.</summary>
    public async Task<ExitReason> RunCodeAsync(TaskInstance code)
    {
        using var stopping = new CancellationTokenSource();
        _control.Started(null);
        var running = code.RunAsync(Context, stopping.Token);
        var cut = await UntilAsync(running);
        if (cut is not null)
        {
            await stopping.CancelAsync();
            await ((Task)running).WaitAsync(Live.GracePeriod, _services.Time, _control.KillNow).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _clock.Fix();
        await Task.WhenAll(_groups.Keys.Select(group => StopAsync(group, leaderOnly: false)));
        if (!running.IsCompleted)
        {
            SupervisorLog.Abandoned(_services.Log, Name);
            code.Abandon();
        }

        return cut ?? Outcomes.Reason(await running);
    }

    /// <inheritdoc/>
    public async Task<int> RunAsync(ProcessSpec spec, CancellationToken stopping)
    {
        IProcessGroup group;
        try
        {
            group = Start(spec);
        }
        catch (ProcessStartException failure)
        {
            throw new TaskStartException(failure.Message);
        }

        await ((Task)group.Exited).WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await StopAsync(group, spec.SignalLeaderOnly);
        await group.OutputEnded;
        var exit = await group.Exited;
        return exit.Code ?? 128 + (exit.Signal ?? 0);
    }

    public void Dispose() => _output.End();

    /// <inheritdoc/>
    public int Signal(int number) => _groups.Keys.Sum(group => group.Signal(number).Reached.Length);

    /// <inheritdoc/>
    public void Adjust()
    {
        foreach (var group in _groups.Keys)
        {
            Adjust(group);
        }
    }

    private static TimeSpan OutputLimit => TimeSpan.FromSeconds(6);

    private IProcessGroup Start(ProcessSpec spec)
    {
        // Each further process of an attempt is a set of its own, so that stopping one leaves the others alone.
        var number = Interlocked.Increment(ref _started);
        var runId = number == 1 ? _order.RunId : $"{_order.RunId}.{number}";
        var live = _order.Live().Resources;
        var start = ProcessStarts.Of(spec, Context, _order.Config, _output.Streams(runId), runId);
        var group = _services.Engine.Start(start with { Limits = start.Limits with { Nice = live.Priority, Cpus = live.Cpus } });
        _groups[group] = live;
        _services.Ledger.Began(runId, _order.Identity, group.Identity);

        // An edit that came while the process was started has not reached it.
        Adjust(group);
        return group;
    }

    private void Adjust(IProcessGroup group)
    {
        var before = _groups[group];
        var now = _groups[group] = _order.Live().Resources;
        if (now.Priority != before.Priority)
        {
            Tell(group.SetPriority(now.Priority), $"priority {now.Priority?.ToString(CultureInfo.InvariantCulture) ?? "of the host"}");
        }

        if (now.Cpus != before.Cpus)
        {
            Tell(group.SetCpus(now.Cpus), $"cpus {now.Cpus ?? "of the host"}");
        }
    }

    private void Tell(IReadOnlyList<ProcessInfo> refused, string what)
    {
        foreach (var process in refused)
        {
            SupervisorLog.NotAdjusted(_services.Log, Name, process.ToString(), what);
        }
    }

    /// <summary>Null when the work ended by itself; else why it must be ended.</summary>
    private async Task<ExitReason?> UntilAsync(Task work)
    {
        var timeout = _order.Config.Scheduling.Timeout;
        while (true)
        {
            // A timer of .NET takes at most 49.7 days.
            var rest = timeout - _clock.Elapsed;
            var nap = rest is null ? Timeout.InfiniteTimeSpan : rest < TimeSpan.Zero ? TimeSpan.Zero : rest < TimeSpan.FromDays(1) ? rest.Value : TimeSpan.FromDays(1);
            await work.WaitAsync(nap, _services.Time, _control.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (work.IsCompleted)
            {
                return null;
            }

            if (_control.Stop.IsCancellationRequested)
            {
                return new ExitReason.Stopped();
            }

            if (timeout is { } limit && _clock.Elapsed >= limit)
            {
                return new ExitReason.Timeout(limit);
            }
        }
    }

    private async Task StopLeftoversAsync(IProcessGroup group, ExitReason exit)
    {
        if (Live.Leftovers == LeftoverPolicy.Leave)
        {
            _services.Ledger.Ended(group.RunId);
            return;
        }

        var first = true;
        await StopAsync(group, leaderOnly: false, step =>
        {
            if (first)
            {
                first = false;
                SupervisorLog.Leftovers(_services.Log, Name, exit.ToString() ?? "", ProcessInfo.List(step.Processes));
            }
        });
    }

    private async Task StopAsync(IProcessGroup group, bool leaderOnly, Action<StopStep>? told = null)
    {
        var control = Live;
        var report = await group.StopAsync(
            new StopOrder
            {
                Signal = control.StopSignal,
                Grace = control.GracePeriod,
                LeaderOnly = leaderOnly,
                OnStep = step =>
                {
                    told?.Invoke(step);
                    SupervisorLog.StopStep(_services.Log, Name, step.ToString());
                },
            },
            _control.KillNow);
        _services.Ledger.Ended(group.RunId);
        if (!report.Survivors.IsEmpty)
        {
            SupervisorLog.Survivors(_services.Log, Name, report.Survivors.Length, ProcessInfo.List(report.Survivors));
        }
    }
}
