namespace Bansuri.Host.Supervision;

/// <summary>The last transitions of a task. Written by its supervisor's loop, read by anyone.</summary>
internal sealed class TransitionLog
{
    private const int Kept = 50;

    // Swapped as a whole: an array is a reference.
    private volatile TaskTransition[] _last = [];

    public IReadOnlyList<TaskTransition> All => _last;

    public void Add(TaskTransition transition) => _last = [.. _last.AsSpan(_last.Length < Kept ? 0 : 1), transition];
}
