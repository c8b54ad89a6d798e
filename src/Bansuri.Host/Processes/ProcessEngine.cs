using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using Bansuri.Host.Processes.Finding;
using Bansuri.Host.Processes.Spawning;
using Bansuri.Host.Processes.Watching;

namespace Bansuri.Host.Processes;

/// <summary>
/// Children by posix_spawn, their ends by pidfd, their output by pipes, all on one epoll thread; their descendants by looking through /proc,
/// on the thread pool and only when somebody asks.
/// </summary>
internal sealed class ProcessEngine : IProcessEngine
{
    // Milliseconds: by then what is to start with the host has mostly started.
    private const int QuietAfter = 2000;

    private readonly EngineSettings _settings;
    private readonly Spawner _spawner;
    private readonly Reactor _reactor;
    private readonly ChildTable _children = new();
    private readonly OrphanReaper _orphans;
    private readonly CgroupMoves _moves;
    private readonly Looks _looks = new(new(), new());
    private readonly SlurmBoundary _boundary;
    private readonly ConcurrentDictionary<ProcessGroup, bool> _groups = new();
    private readonly Action<ChildProcess> _onChange;
    private int _spawning;

    internal ProcessEngine(EngineSettings settings)
    {
        _settings = settings;
        _onChange = _children.Changed;
        _spawner = new(settings.Hygiene, settings.Features ?? SpawnFeatures.Detect(), settings.HasProcessDescriptors);
        _reactor = new(settings.OnFault, settings.GoOn);
        _moves = new(_reactor);
        _boundary = new(settings.SlurmJobId);
        _orphans = new(_reactor, _children, () => Volatile.Read(ref _spawning) != 0, settings.HasProcessDescriptors);
        if (settings.ReapOrphans || !settings.HasProcessDescriptors)
            _reactor.Post(_orphans.Begin);
        _reactor.Post(() => _reactor.After(QuietAfter, LookAhead));
    }

    public IProcessGroup Start(ProcessStart start)
    {
        // Counted, so that the reaper of orphans waits for a number that is not yet in the table.
        Interlocked.Increment(ref _spawning);
        try
        {
            var spawned = _spawner.Spawn(start);
            var cgroup = _settings.Cgroups?.For(start.RunId);
            var child = new ChildProcess(_reactor, spawned, start, _onChange);
            _reactor.Post(() =>
            {
                _children.Add(child);
                if (cgroup is not null)
                    _moves.Add(cgroup, child.Identity);
            });
            var seeds = new RunSeeds(start.RunId) { Main = child.Identity, JobId = start.Environment.GetValueOrDefault("SLURM_JOB_ID") };
            var group = new ProcessGroup(child, new(seeds, _boundary, child, cgroup), _looks, _settings.Clock);
            _groups.TryAdd(group, true);
            return group;
        }
        finally
        {
            Interlocked.Decrement(ref _spawning);
        }
    }

    public IReadOnlyList<IProcessSet> FindLeftovers(IReadOnlyCollection<LeftoverRun> runs)
    {
        var table = ProcessTable.Scan();
        return
        [
            .. runs.Select(run => new ProcessSet(
                    new(new(run.RunId) { Main = run.Main }, _boundary, null, _settings.Cgroups?.Find(run.RunId)), _looks, _settings.Clock))
                .Where(set => !set.Find(table).IsEmpty),
        ];
    }

    public IReadOnlyDictionary<string, string> FindRuns(string socket)
    {
        var runs = new Dictionary<string, string>(StringComparer.Ordinal);
        var buffer = ArrayPool<byte>.Shared.Rent(16 << 10);
        foreach (var run in ProcessTable.Scan().ByRunId)
        {
            foreach (var row in run)
            {
                var told = EnvironmentMarks.ReadHost(row.Pid, ref buffer);
                if (told.Socket == socket && told.Task is { } task)
                    runs[run.Key] = task;
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return runs;
    }

    public IReadOnlyDictionary<string, ProcessUsage> Usage()
    {
        var table = ProcessTable.Scan();
        var usage = new Dictionary<string, ProcessUsage>();
        foreach (var group in _groups.Keys)
        {
            var rows = group.Find(table).Living;
            if (rows.Length > 0)
                usage[group.RunId] = Sum(rows);
            else if (group.Exited.IsCompleted)
                Forget(group);
        }

        return usage;
    }

    public Task<EngineState> DescribeAsync()
    {
        var described = new TaskCompletionSource<EngineState>(TaskCreationOptions.RunContinuationsAsynchronously);
        _reactor.Post(() => described.SetResult(
            new([.. _reactor.Descriptors], [.. _children.All.Select(child => child.Describe())], _orphans.Reaped)));
        return described.Task;
    }

    /// <summary>Ends the reading and the reactor. Processes that still run are left to themselves: stop them before.</summary>
    public ValueTask DisposeAsync()
    {
        _reactor.Post(() =>
        {
            foreach (var child in _children.All.ToArray())
                child.Abandon();
        });
        _reactor.Dispose();
        foreach (var group in _groups.Keys)
            Forget(group);
        return ValueTask.CompletedTask;
    }

    // The first look reads every process of the node, and has the code compiled that does: while nobody waits for a restart, not then.
    private void LookAhead() => Task.Run(() => _looks.Quick.Misses(static _ => false));

    private void Forget(ProcessGroup group)
    {
        _groups.TryRemove(group, out _);
        group.LeaveCgroup();
    }

    private static ProcessUsage Sum(ImmutableArray<ProcessRow> rows) => new(
        (double)rows.Sum(row => row.CpuTicks) / BootClock.TicksPerSecond, rows.Sum(row => row.ResidentPages) * Environment.SystemPageSize, rows.Length);
}
