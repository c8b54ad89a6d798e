namespace Bansuri.Host.Processes;

/// <summary>What a task is confined to; null leaves the host's own value.</summary>
internal sealed record ProcessLimits
{
    internal static readonly ProcessLimits None = new();

    /// <summary>Name or number. Another one than the host's needs root.</summary>
    public string? User { get; init; }

    /// <summary>Name or number; the user's primary group when only the user is given.</summary>
    public string? Group { get; init; }

    /// <summary>-20 to 19, absolute.</summary>
    public int? Nice { get; init; }

    /// <summary>A list as taskset reads it: <c>0-3,8</c>.</summary>
    public string? Cpus { get; init; }

    public int? Umask { get; init; }

    /// <summary>Bytes of address space of each process.</summary>
    public long? MemoryLimit { get; init; }

    public long? OpenFiles { get; init; }

    /// <summary>Bytes.</summary>
    public long? CoreSize { get; init; }
}
