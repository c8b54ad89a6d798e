namespace Bansuri.Abstractions;

/// <summary>What a restart-class change of the configuration does to a task: <c>on-change</c>.</summary>
public enum ChangeReactionKind
{
    /// <summary>Forever tasks restart gracefully; scheduled ones count from the next run; a running once-task finishes and then runs once as edited.</summary>
    Auto,

    /// <summary>The task is stopped and started.</summary>
    Restart,

    /// <summary>Counts from the next run.</summary>
    NextRun,

    /// <summary>The task's processes get a signal; the values count from the next run.</summary>
    Signal,

    /// <summary>Nothing happens until the operator restarts the task.</summary>
    Manual,
}
