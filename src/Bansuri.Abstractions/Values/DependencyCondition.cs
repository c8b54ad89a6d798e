namespace Bansuri.Abstractions;

/// <summary>What must be true of another task: <c>depends-on</c>.</summary>
public enum DependencyCondition
{
    /// <summary><see cref="Succeeded"/> for tasks that end, <see cref="Ready"/> for forever ones.</summary>
    Default,

    /// <summary>A process of it has been started.</summary>
    Started,

    /// <summary>Its <c>ready</c> probe has passed; without one, it is running.</summary>
    Ready,

    /// <summary>Its last run succeeded.</summary>
    Succeeded,

    /// <summary>Its last run has ended, whatever its result.</summary>
    Completed,
}
