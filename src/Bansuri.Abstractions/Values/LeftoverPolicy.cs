namespace Bansuri.Abstractions;

/// <summary>What happens to processes that outlive the task's main process: <c>leftovers</c>.</summary>
public enum LeftoverPolicy
{
    /// <summary>They get the stop sequence.</summary>
    Stop,

    /// <summary>They are left alone.</summary>
    Leave,
}
