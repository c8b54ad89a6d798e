namespace Bansuri.Host.Reconciliation;

/// <summary>As much of a task's actual state as decides what a change does to it.</summary>
internal enum Presence
{
    /// <summary>An attempt is under way.</summary>
    Active,

    /// <summary>An attempt failed, and the next one waits for its time.</summary>
    Delayed,

    /// <summary>Nothing runs, and something will: a slot, a tick, a dependency.</summary>
    Idle,

    /// <summary>It has ended, and nothing more comes by itself.</summary>
    Finished,

    /// <summary>Disabled by the configuration.</summary>
    Suspended,

    /// <summary>Stopped or disabled by the operator: no edit lifts that.</summary>
    Ordered,
}
