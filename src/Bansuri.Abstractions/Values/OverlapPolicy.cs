namespace Bansuri.Abstractions;

/// <summary>What happens to a slot that comes while a run is active: <c>overlap</c>.</summary>
public enum OverlapPolicy
{
    /// <summary>The slot is skipped, with that reason.</summary>
    Skip,

    /// <summary>One run waits for the present one to end; further slots are skipped.</summary>
    Queue,

    /// <summary>The present run is stopped and the new one started.</summary>
    Replace,
}
