namespace Bansuri.Host.Supervision;

/// <summary>What happened to a task that somebody outside of supervision may want to hear of.</summary>
internal enum TaskFact
{
    /// <summary>An attempt runs.</summary>
    Started,

    /// <summary>The same of a forever task that had ended: a new run, or a further attempt.</summary>
    Restarted,

    /// <summary>An attempt failed, and another one of the same run follows.</summary>
    AttemptFailed,

    /// <summary>The same, and with it the crash loop is plain: nothing but longer waits will come of it.</summary>
    Held,

    /// <summary>A run ended well, or its failure is ignored.</summary>
    RunSucceeded,

    /// <summary>A run failed, and no further attempt follows.</summary>
    RunFailed,

    /// <summary>The operator stopped or disabled it, or its configuration did.</summary>
    Suspended,

    /// <summary>It is no longer in the configuration.</summary>
    Removed,
}
