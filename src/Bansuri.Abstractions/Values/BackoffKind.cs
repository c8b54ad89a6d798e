namespace Bansuri.Abstractions;

/// <summary>How the wait between attempts grows: <c>backoff</c>.</summary>
public enum BackoffKind
{
    /// <summary>Doubles from <c>restart-delay</c> to <c>restart-delay-max</c>.</summary>
    Exponential,

    /// <summary>Grows by <c>restart-delay</c> with each attempt.</summary>
    Linear,

    /// <summary>Always <c>restart-delay</c>.</summary>
    Constant,
}
