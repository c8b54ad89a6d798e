namespace Bansuri.Abstractions;

/// <summary>The events of a task that somebody is told about: <c>notify</c>.</summary>
[Flags]
public enum NotifyEvents
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>A run failed for good.</summary>
    Fail = 1,

    /// <summary>A run succeeded.</summary>
    Success = 2,

    /// <summary>A run succeeded after failed ones.</summary>
    Recover = 4,

    /// <summary>A forever task was started again.</summary>
    Restart = 8,

    /// <summary>All of them.</summary>
    All = Fail | Success | Recover | Restart,
}
