using System.Collections.Immutable;
using System.Globalization;
using Bansuri.Abstractions;
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

    private ImmutableArray<AttemptProcess> _processes = [];
    private TaskContext? _context;
    private int _started;

    public Attempt(AttemptOrder order, AttemptControl control, AttemptClock clock, AttemptServices services)
    {
        (_order, _control, _clock, _services) = (order, control, clock, services);
        _output = new AttemptOutput(order, services.Outputs.Open(order.Config));
        control.Accept(this);
        _context = new TaskContext
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

    /// <summary>Until <see cref="RunProcessAsync"/>.</summary>
    public TaskContext Context => _context ?? throw new InvalidOperationException("The attempt is a process already.");

    private FailureControl Live => _order.Live().FailureControl;

    private string Name => _order.Config.Identification.Name;

    /// <summary>Runs the one process that the task is, to its end.</summary>
    public async Task<ExitReason> RunProcessAsync(ProcessSpec spec)
    {
        var group = Start(spec);

        // A process that runs for days needs it no more.
        _context = null;
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

        await OutputEndedAsync(group);
        return cut;
    }

    /// <summary>The attempt runs: a process, or code without one.</summary>
    public void Began(int? pid) => _control.Started(pid);

    /// <summary>What ends from here on does not count for how long it lived.</summary>
    public void FixClock() => _clock.Fix();

    /// <summary>Gives work that has been asked to end the grace period to do so.</summary>
    public async Task GraceAsync(Task work) =>
        await work.WaitAsync(Live.GracePeriod, _services.Time, _control.KillNow).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Ends whatever processes the attempt has.</summary>
    public Task StopAllAsync()
    {
        _clock.Fix();
        return Task.WhenAll(_processes.Select(process => StopAsync(process.Group, leaderOnly: false)));
    }

    public async Task OutputEndedAsync(IProcessGroup group) =>
        await group.OutputEnded.WaitAsync(OutputLimit, _services.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public void TellAbandoned() => SupervisorLog.Abandoned(_services.Log, Name);

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
    public int Signal(int number) => _processes.Sum(process => process.Group.Signal(number).Reached.Length);

    /// <inheritdoc/>
    public void Adjust()
    {
        foreach (var process in _processes)
        {
            Adjust(process);
        }
    }

    private static TimeSpan OutputLimit => TimeSpan.FromSeconds(6);

    /// <summary>Starts a process of the attempt.</summary>
    /// <param name="spec">The process.</param>
    /// <param name="channel">To it, or null.</param>
    /// <param name="runId">Its mark; null for the next one of the attempt.</param>
    /// <exception cref="ProcessStartException">It does not start.</exception>
    public IProcessGroup Start(ProcessSpec spec, ProcessChannel? channel = null, string? runId = null)
    {
        runId ??= NextRunId();
        var live = _order.Live().Resources;
        var start = ProcessStarts.Of(spec, Context, _order.Config, _output.Streams(runId), runId);
        var group = _services.Engine.Start(start with { Channel = channel, Limits = start.Limits with { Nice = live.Priority, Cpus = live.Cpus } });
        var process = new AttemptProcess(group, live);
        ImmutableInterlocked.Update(ref _processes, static (all, one) => all.Add(one), process);
        _services.Ledger.Began(runId, _order.Identity, group.Identity);

        // An edit that came while the process was started has not reached it.
        Adjust(process);
        return group;
    }

    // Each further process of an attempt is a set of its own, so that stopping one leaves the others alone.
    private string NextRunId() => Interlocked.Increment(ref _started) is var number and > 1 ? $"{_order.RunId}.{number}" : _order.RunId;

    private void Adjust(AttemptProcess process)
    {
        var (group, before) = (process.Group, process.Asked);
        var now = process.Asked = _order.Live().Resources;
        if (now.Priority != before.Priority)
        {
            Tell(group.SetPriority(now.Priority), $"priority {now.Priority?.ToString(CultureInfo.InvariantCulture) ?? "of the host"}");
        }

        if (now.Cpus != before.Cpus)
        {
            Tell(group.SetCpus(now.Cpus), $"cpus {now.Cpus ?? "of the host"}");
        }

        // Of several orders to stop, the one that is in most of a hurry counts.
        if (process.Stop is { } stop && Live.GracePeriod is var grace && grace < stop.Order.Grace)
        {
            var left = grace - _services.Time.GetElapsedTime(stop.Began);
            _ = group.StopAsync(stop.Order with { Grace = left > TimeSpan.Zero ? left : TimeSpan.Zero }, _control.KillNow);
        }
    }

    private AttemptProcess? ProcessOf(IProcessGroup group)
    {
        foreach (var process in _processes)
        {
            if (process.Group == group)
            {
                return process;
            }
        }

        return null;
    }

    private void Tell(IReadOnlyList<ProcessInfo> refused, string what)
    {
        foreach (var process in refused)
        {
            SupervisorLog.NotAdjusted(_services.Log, Name, process.ToString(), what);
        }
    }

    /// <summary>Null when the work ended by itself; else why it must be ended.</summary>
    public async Task<ExitReason?> UntilAsync(Task work)
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

    /// <summary>The main process has ended: stops what it left, or leaves it, as the task wants.</summary>
    public async Task StopLeftoversAsync(IProcessGroup group, ExitReason exit)
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

    /// <summary>The stop sequence, until nobody is left of the process and what came from it.</summary>
    public async Task StopAsync(IProcessGroup group, bool leaderOnly, Action<StopStep>? told = null)
    {
        var control = Live;
        var order = new StopOrder
        {
            Signal = control.StopSignal,
            Grace = control.GracePeriod,
            LeaderOnly = leaderOnly,
            OnStep = step =>
            {
                told?.Invoke(step);
                SupervisorLog.StopStep(_services.Log, Name, step.ToString());
            },
        };
        var process = ProcessOf(group);
        process?.Stop = new StopUnderWay(order, _services.Time.GetTimestamp());
        var report = await group.StopAsync(order, _control.KillNow);
        process?.Stop = null;
        _services.Ledger.Ended(group.RunId);
        if (!report.Survivors.IsEmpty)
        {
            SupervisorLog.Survivors(_services.Log, Name, report.Survivors.Length, ProcessInfo.List(report.Survivors));
        }
    }
}
