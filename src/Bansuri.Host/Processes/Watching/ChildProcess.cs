using Bansuri.Host.Processes.Finding;
using Bansuri.Host.Processes.Kernel;
using Bansuri.Host.Processes.Spawning;

namespace Bansuri.Host.Processes.Watching;

/// <summary>A child from its start until it has been reaped and its pipes have ended. The reactor's, but for what says otherwise.</summary>
internal sealed class ChildProcess : IWatched
{
    private readonly Reactor _reactor;
    private readonly Action<ChildProcess> _onChange;
    private readonly PipeReader[] _pipes;
    private readonly OutputDrain _drain;
    private readonly TaskCompletionSource<ProcessExit> _exited = new();
    private readonly long _hostPeak = ExitStatus.OwnPeakKibibytes();

    // Race: a stop signals the group by number while the reactor reaps the leader and so sets the number free. Held for one system call each.
    private readonly Lock _reaping = new();
    private ulong? _reapedAt;
    private int _descriptor;
    private long _key;

    /// <param name="onChange">Called on the reactor when the child has been reaped, and at the end of each pipe.</param>
    internal ChildProcess(Reactor reactor, Spawned spawned, ProcessStart start, Action<ChildProcess> onChange)
    {
        (_reactor, _descriptor, _onChange, Identity, RunId) = (reactor, spawned.ProcessDescriptor, onChange, spawned.Identity, start.RunId);
        _pipes =
        [
            .. start.Stdout is { } stdout && spawned.Stdout >= 0 ? [new PipeReader(reactor, spawned.Stdout, stdout, this)] : Array.Empty<PipeReader>(),
            .. start.Stderr is { } stderr && spawned.Stderr >= 0 ? [new PipeReader(reactor, spawned.Stderr, stderr, this)] : Array.Empty<PipeReader>(),
        ];
        _drain = new(reactor, _pipes);
    }

    internal ProcessIdentity Identity { get; }

    internal string RunId { get; }

    /// <summary>Any thread.</summary>
    internal Task<ProcessExit> Exited => _exited.Task;

    /// <summary>Any thread.</summary>
    internal Task OutputEnded => _drain.Ended;

    /// <summary>Any thread: when the number was set free, on the clock of <see cref="BootClock"/>.</summary>
    internal ulong? ReapedAt
    {
        get
        {
            lock (_reaping)
                return _reapedAt;
        }
    }

    internal bool IsFinished => _reapedAt is not null && Array.TrueForAll(_pipes, pipe => pipe.HasEnded);

    internal ChildState Describe() =>
        new(Identity, RunId, _reapedAt is not null, _descriptor, [.. _pipes.Where(pipe => !pipe.HasEnded).Select(pipe => pipe.Describe())]);

    internal void Begin()
    {
        foreach (var pipe in _pipes)
            pipe.Begin();
        if (_descriptor != ProcessDescriptor.None)
            _key = _reactor.Watch(_descriptor, this);
    }

    public void Ready(Span<byte> buffer) => TryReap();

    /// <summary>Takes the exit status, if there is one.</summary>
    internal void TryReap()
    {
        ProcessExit? exit;
        lock (_reaping)
        {
            if (_reapedAt is not null || (exit = ExitStatus.Take(Identity.Pid, _hostPeak)) is null)
                return;
            _reapedAt = BootClock.Now();
        }

        CloseDescriptor();
        _drain.MainExited();
        _reactor.GoOn(() => _exited.SetResult(exit));
        _onChange(this);
    }

    /// <summary>Any thread: signals the process group in one step, forks in progress included. False when its number is no longer ours.</summary>
    internal bool TrySignalGroup(int signal)
    {
        lock (_reaping)
            return _reapedAt is null && Libc.Kill(-Identity.Pid, signal) == 0;
    }

    /// <summary>The engine ends: nothing is read any more, and nobody is told.</summary>
    internal void Abandon()
    {
        CloseDescriptor();
        foreach (var pipe in _pipes)
            pipe.End();
    }

    private void CloseDescriptor()
    {
        if (_descriptor == ProcessDescriptor.None)
            return;
        _reactor.Unwatch(_descriptor, _key);
        _ = Libc.Close(_descriptor);
        _descriptor = ProcessDescriptor.None;
    }

    /// <summary>There is nothing more to come from one of the pipes.</summary>
    internal void PipeEnded()
    {
        _drain.PipeEnded();
        _onChange(this);
    }
}
