namespace Bansuri.Host.Supervision;

/// <summary>The states that users see; docs/architecture.md says what each means.</summary>
internal enum TaskState
{
    /// <summary>For a dependency, or for a plugin that provides its type.</summary>
    Waiting,

    /// <summary>For its next slot.</summary>
    Scheduled,
    Starting,
    Running,

    /// <summary>Running, and its probe has passed.</summary>
    Ready,
    Stopping,

    /// <summary>An attempt failed, the next one has its time.</summary>
    Backoff,
    Succeeded,
    Failed,

    /// <summary>By the operator, or disabled.</summary>
    Stopped,

    /// <summary>In a crash loop: still tried again, at the longest delay.</summary>
    Held,

    /// <summary>Would not end before the allocation does.</summary>
    Deferred,
}
