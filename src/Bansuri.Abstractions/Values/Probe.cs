namespace Bansuri.Abstractions;

/// <summary>A question that the host asks about a running task again and again.</summary>
/// <param name="Kind">How it asks.</param>
/// <param name="Target">The command, URL, <c>host:port</c>, path or regular expression; empty for <see cref="ProbeKind.Notify"/>.</param>
public sealed record Probe(ProbeKind Kind, string Target)
{
    /// <summary>The wait before the first look. Default 0.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>From one look to the next. Default 10 s.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one look may take before it counts as a failure. Default 1 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>So many failures in a row are a verdict. Default 3.</summary>
    public int Failures { get; init; } = 3;
}
