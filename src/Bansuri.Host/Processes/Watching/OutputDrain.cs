namespace Bansuri.Host.Processes.Watching;

/// <summary>Decides when the output of a process that has ended counts as read, though a survivor may hold its pipes open.</summary>
internal sealed class OutputDrain(Reactor reactor, IReadOnlyList<PipeReader> pipes)
{
    private const int Silence = 250, Limit = 5000;

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _exitedAt = -1;

    internal Task Ended => _ended.Task;

    internal void MainExited()
    {
        _exitedAt = Reactor.Now;
        Look();
    }

    internal void PipeEnded()
    {
        if (_exitedAt >= 0)
            Look();
    }

    private void Look()
    {
        if (_ended.Task.IsCompleted)
            return;
        var now = Reactor.Now;
        var open = pipes.Where(pipe => !pipe.HasEnded).ToList();
        var quietUntil = open.Count == 0 ? now : open.Max(pipe => pipe.IsPaused ? now : Math.Max(pipe.LastRead, _exitedAt)) + Silence;
        var due = Math.Min(quietUntil, _exitedAt + Limit);
        if (open.Count == 0 || now >= due)
            _ended.SetResult();
        else
            reactor.After((int)(due - now), Look);
    }
}
