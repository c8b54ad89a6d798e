namespace Bansuri.Abstractions;

/// <summary>What happens to slots that passed while the host was down: <c>missed</c>.</summary>
public enum MissedPolicy
{
    /// <summary>They are recorded as missed.</summary>
    Skip,

    /// <summary>One run makes up for all of them.</summary>
    Once,

    /// <summary>Each is run, at most <c>missed-max</c>.</summary>
    All,
}
