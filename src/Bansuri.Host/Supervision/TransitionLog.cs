using System.Collections.Immutable;

namespace Bansuri.Host.Supervision;

/// <summary>The last transitions of a task. Written by its supervisor's loop, read by anyone.</summary>
internal sealed class TransitionLog
{
    private const int Kept = 50;

    private volatile ImmutableList<TaskTransition> _last = [];

    public IReadOnlyList<TaskTransition> All => _last;

    public void Add(TaskTransition transition) => _last = (_last.Count < Kept ? _last : _last.RemoveAt(0)).Add(transition);
}
