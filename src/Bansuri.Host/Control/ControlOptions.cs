namespace Bansuri.Host.Control;

/// <summary>Where the control interface listens.</summary>
internal sealed record ControlOptions
{
    /// <summary>One byte of <c>sun_path</c>'s 108 (unix(7)) is for the closing zero.</summary>
    public const int LongestSocketPath = 107;

    /// <summary>Absolute, in a directory of mode 0700.</summary>
    public required string SocketPath { get; init; }

    /// <summary>How often the socket file is looked at.</summary>
    public required TimeSpan CheckInterval { get; init; }

    /// <summary>Makes the socket's directory, and what else lies there, when it is missing.</summary>
    public required Action PrepareDirectory { get; init; }

    /// <summary>Whether one more connection would take a descriptor that the host needs itself: then clients wait in the queue of the socket.</summary>
    public Func<bool> IsCrowded { get; init; } = () => false;

    /// <summary>Which users may connect.</summary>
    public Func<uint, bool> Admits { get; init; } = Transport.PeerCheck.IsThisUserOrRoot;
}
