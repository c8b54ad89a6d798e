namespace Bansuri.Abstractions;

/// <summary>What a failed attempt leads to: <c>on-fail</c>.</summary>
public enum OnFail
{
    /// <summary>The run has failed; a schedule goes on with its next slot, a forever task is failed for good.</summary>
    Stop,

    /// <summary>Tried again, up to <c>times</c> attempts; then as <see cref="Stop"/>.</summary>
    Restart,

    /// <summary>Counts as a success.</summary>
    Ignore,
}
