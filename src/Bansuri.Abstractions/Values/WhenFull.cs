namespace Bansuri.Abstractions;

/// <summary>What happens when a log cannot keep up or its disk is full: <c>when-full</c>.</summary>
public enum WhenFull
{
    /// <summary>The task waits.</summary>
    Block,

    /// <summary>Bytes are dropped and counted.</summary>
    Drop,
}
