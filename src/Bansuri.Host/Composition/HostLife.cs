using Bansuri.Host.Composition.Walltime;
using Bansuri.Host.Configuration;
using Bansuri.Host.Control;
using Bansuri.Host.Notifications;
using Bansuri.Host.Plugins;
using Bansuri.Host.Processes;
using Bansuri.Host.Reconciliation;
using Bansuri.Host.Slurm;
using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Runs;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Composition;

/// <summary>The host while tasks run: made from its ground and its holdings, ended by a signal, an order or the tasks themselves.</summary>
internal sealed class HostLife : IAsyncDisposable
{
    private static readonly TimeSpan HurriedGrace = TimeSpan.FromSeconds(1);

    // SIGKILL is repeated for ten seconds before survivors are given up.
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(12);

    // From the beginning of a shutdown; the second one from the end of the last task, when the rest has taken longer.
    private static readonly TimeSpan NotificationLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeastNotificationLimit = TimeSpan.FromSeconds(2);

    // The runtime tells signals on a thread of its own, which a busy machine may keep waiting.
    private static readonly TimeSpan SharedSignalLag = TimeSpan.FromMilliseconds(300);

    private readonly HostGround _ground;
    private readonly HostSignals _signals;
    private readonly HostHoldings _holdings;
    private readonly ILogger _log;
    private readonly ProcessEngine _engine;
    private readonly TaskOutputs _outputs;
    private readonly RunLedger _ledger;
    private readonly TaskBoard _board;
    private readonly Reconciler _reconciler;
    private readonly ControlServer _control;
    private readonly ExitWatch _exit;
    private LoadResult? _first;
    private readonly Notifiers _notifiers;
    private readonly NotificationDesk _desk;
    private readonly Tidying _tidying;
    private readonly AllocationLife? _allocation;
    private TimeSpan _longestGrace;

    public HostLife(HostGround ground, HostHoldings holdings, ConfigurationSource source, LoadResult first)
    {
        (_ground, _holdings, _signals, _first) = (ground, holdings, ground.Signals, first);
        _log = ground.Log.Loggers.CreateLogger<HostLife>();
        _engine = ground.Engine;
        var notices = new OutputNotices(_log);
        _outputs = new TaskOutputs(holdings.LogDirectory, new Output.OutputServices(new Output.CapturedFiles(ground.Time) { IsReserved = DescriptorReserve.IsBeyondFiles }, ground.Log, notices, ground.Time));
        var runner = new AttemptRunner(new AttemptServices
        {
            Plugins = ground.Types.Catalog,
            Engine = _engine,
            Outputs = _outputs,
            Environment = new InheritedEnvironment(ground.Environment),
            ReadEnvironmentFiles = Environments.ReadFiles,
            Ledger = _ledger = new RunLedger(holdings.State, _log),
            Socket = holdings.Socket,
            Program = Path.Combine(AppContext.BaseDirectory, "bansuri"),
            Time = ground.Time,
            Log = _log,
        });
        if (holdings.PredecessorSocket is { } killed && first.Config is { } config)
        {
            _ledger.Recover(_engine.FindRuns(killed), config);
        }

        var allocation = ground.Identity.Job is { } job ? new Allocation(job, ground.Slurm, ground.Time, Random.Shared.NextDouble, _log) : null;
        var services = new SupervisionServices(ground.Time, runner, _log, Random.Shared.NextDouble)
        {
            Fits = task => _allocation?.Wall.Fits(task) ?? Supervision.Lifecycles.Gate.Open,
            Hesitation = () => allocation?.Facts.SharesSignals == true ? SharedSignalLag : TimeSpan.Zero,
            Terminated = _signals.Terminated,
        };
        _board = new TaskBoard(services, new TaskMemory(holdings.State, ground.Identity.Job), ground.Types, _ledger);
        _allocation = allocation is null || first.Config is not { } entries ? null : new AllocationLife(allocation, ground, holdings, _board, entries.Host);
        ground.IsInUse = type => _board.Snapshots.Any(task => task.Type == type);
        _notifiers = new Notifiers(new NotifierGround(_engine, ground.Environment, ground.Time), _outputs);
        _desk = new NotificationDesk(new DeskServices
        {
            Time = ground.Time,
            Now = () => services.Now,
            Config = name => _board.Specification(name)?.Config,
            Notifiers = _notifiers.Of,
            Output = _notifiers.Output,
            Mask = _notifiers.Mask,
            Sender = new Sender(ground.Identity.Node, ground.Identity.Job?.JobId),
            Log = _log,
        });
        _board.Reported += _desk.Take;
        _tidying = new Tidying(ground.Time);
        _exit = new ExitWatch(_board, _signals, _log);
        var plugins = new PluginList(ground.Types.Catalog, _board);
        var status = new HostStatus(ground.Identity, ground.ConfigPath, ground.Time.GetLocalNow()) { Slurm = () => _allocation?.Document, PinnedPlugins = () => plugins.Pinned };
        _reconciler = new Reconciler(source, first, new ReconcilerTargets(_board, ground.Types, status, desired => _notifiers.Apply(desired.Notifiers), AfterApply), ground.Time, _log);
        _control = new ControlServer(
            new ControlOptions { SocketPath = holdings.Socket, CheckInterval = TimeSpan.FromSeconds(5), PrepareDirectory = holdings.Folder.Ensure, IsCrowded = DescriptorReserve.IsBeyondClients },
            new ControlServices
            {
                Board = new UsageBoard(_board, _engine),
                Host = status,
                Logs = new TaskLogs(_board, _outputs, new Output.LeftOutput(holdings.LogDirectory, ground.Time)),
                Reloads = _reconciler,
                Plugins = plugins,
                Slots = new SlotForecast(_board, ground.Time),
                Shutdown = new ShutdownRequests(_signals, () => _allocation?.Cancel()),
            },
            ground.Log.Loggers,
            ground.Time);
    }

    /// <summary>After a bug of the host what runs is stopped all the same, and the exit code says that something went wrong.</summary>
    public void Fail(Exception failure)
    {
        HostEvents.Failed(_log, failure);
        _exit.Fail();
        if (!_signals.ShutdownAsked.IsCancellationRequested)
        {
            _signals.Stop("internal error");
        }
    }

    /// <summary>Runs until the shutdown is over.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        new StrayExceptions(_log, _ground.Time, PluginFrames.OwnerOf, Fail).Guard();
        HostEvents.Starting(_log, _ground.Identity.Version, _ground.Identity.Pid, _ground.Identity.Node, _ground.ConfigPath, _holdings.StateDirectory);
        try
        {
            await LiveAsync();
        }
        catch (OperationCanceledException) when (_signals.ShutdownAsked.IsCancellationRequested)
        {
            // In the middle of something, at the start above all: what stands by now is stopped as ever.
        }
        catch (Exception failure)
        {
            Fail(failure);
        }

        var last = _board.Snapshots;
        var hasWork = last.Any(task => !task.IsFinal);
        await ShutDownAsync();
        _holdings.State.Update(state => state with { Last = LastHosts.Ended(state.Last, last, _signals.Reason, _ground.Time.GetLocalNow()) });
        if (_allocation is not null)
        {
            await _allocation.EndAsync(hasWork, _exit.IsForDeferred ? new DeferredEnd(last.Any(task => task.Runs > 0)) : null);

            // Whoever was told that the host shuts down is obeyed, so that first nobody is told any more.
            await _control.DisposeAsync();
            await _allocation.LeaveAsync();
        }

        HostEvents.Ended(_log, _exit.Code);
        return _exit.Code;
    }

    private async Task LiveAsync()
    {
        await _control.StartAsync(_signals.ShutdownAsked);
        var allocation = _allocation is null ? Task.CompletedTask : await _allocation.BeginAsync(_signals.ShutdownAsked);
        if (_signals.ShutdownAsked.IsCancellationRequested && _allocation is not { Wall.IsDraining: true })
        {
            // What is started now would be stopped at once, and might do half of its work. For a drain the tasks are made, and deferred: there is work for the next incarnation.
            await allocation;
            return;
        }

        var clearing = Begin();
        HostEvents.Ready(_log, Messages.Count(_board.Snapshots.Count, "task"), _holdings.Socket);
        StandingThreads.Make();
        _signals.Reload = _reconciler.LookSoon;
        var plugins = new PluginWatcher(_ground.Types.Catalog, _ground.PluginFolders, _ground.Time) { Polls = _ground.Watch == WatchMode.Poll };
        var stopping = _signals.ShutdownAsked;
        await Task.WhenAll(_reconciler.RunAsync(stopping), plugins.RunAsync(scan => TakeAsync(scan, stopping), stopping), LeaseAsync(stopping), new ClockWatch(_ground.Time, _log).RunAsync(stopping), clearing, allocation);
    }

    /// <returns>Ends when nothing is left of an earlier host's tasks.</returns>
    private Task Begin()
    {
        // Not kept: its texts may be long.
        var first = Interlocked.Exchange(ref _first, null);
        var clearing = first?.Config is { } config ? _ledger.StopLeftoversAsync(_engine, config, _board.TurnGates, _signals.ShutdownAsked) : Task.CompletedTask;
        if (first is not null)
        {
            _reconciler.Begin(first);
        }

        return clearing;
    }

    private async Task TakeAsync(PluginScan scan, CancellationToken stopping)
    {
        _ground.Report(scan);
        if (!scan.Changes.IsEmpty)
        {
            await _reconciler.TakePluginsAsync(stopping);
        }
    }

    /// <summary>Another host has been given the state directory: two must not run the same tasks.</summary>
    private async Task LeaseAsync(CancellationToken stopping)
    {
        await ((Task)_holdings.Lease.Lost).WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_holdings.Lease.Lost.IsCompletedSuccessfully)
        {
            _signals.Stop("another host took the state directory over");
        }
    }

    private void AfterApply(DesiredState desired, Plan plan)
    {
        _longestGrace = desired.Tasks.Select(task => task.Entry.Config.FailureControl.GracePeriod).Append(_longestGrace).Max();
        foreach (var change in plan.Changed)
        {
            _outputs.Refresh(change.New.Entry.Config);
        }

        _allocation?.Apply(desired.Host, _longestGrace);
        _desk.Look();
        _tidying.Soon();
        _exit.ExitWhenDone(desired.Host.ExitWhenDone);
    }

    private async Task ShutDownAsync()
    {
        HostEvents.ShuttingDown(_log, _signals.Reason ?? "");
        await using var hurry = _signals.HurryAsked.Register(() =>
        {
            HostEvents.Hurried(_log);
            _board.Hurry(HurriedGrace);
        });
        var began = _ground.Time.GetTimestamp();
        using var terminated = _allocation is null ? default : _signals.Terminated.Register(() => _allocation.HeedTermination(_longestGrace));
        var stopped = _board.ShutDownAsync();
        await stopped.WaitAsync(_longestGrace + TimeSpan.FromSeconds(1), _ground.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stopped.IsCompleted)
        {
            // Tasks that depend on each other have had their grace one after the other; the rest has it no longer.
            _board.Hurry(TimeSpan.Zero);
            await stopped.WaitAsync(LastWait, _ground.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!stopped.IsCompleted)
        {
            HostEvents.ShutdownOverdue(_log);
        }

        var rest = NotificationLimit - _ground.Time.GetElapsedTime(began);
        await _desk.EndAsync(_exit.IsForTasks, rest > LeastNotificationLimit ? rest : LeastNotificationLimit, _signals.HurryAsked);
    }

    public async ValueTask DisposeAsync()
    {
        await _control.DisposeAsync();
        _allocation?.Dispose();
        _reconciler.Dispose();
        _tidying.Dispose();
        await _board.DisposeAsync();
        await _desk.DisposeAsync();
        await _outputs.DisposeAsync();
    }
}
