namespace Bansuri.Host.Configuration;

/// <summary>What is wrong with an expression, or worth a word; both null when all is well.</summary>
/// <param name="Error">Why it is none, in lower case, e.g. <c>minute 61 is not from 0 to 59</c>.</param>
/// <param name="Advice">What its author may not expect, e.g. how two restricted day fields combine.</param>
internal readonly record struct CronVerdict(string? Error, string? Advice = null)
{
    /// <summary>What mends the error, where that is clear.</summary>
    public string? Remedy { get; init; }
}
