using System.Collections.Immutable;

namespace Bansuri.Host.Cli;

/// <param name="Config">Null: the default file of the working directory.</param>
internal sealed record SubmitOptions(string? Config)
{
    /// <summary>Only shows the script.</summary>
    public bool Print { get; init; }

    public string? StateDirectory { get; init; }

    public bool ExitWhenDone { get; init; }

    /// <summary>For sbatch, a line each.</summary>
    public ImmutableArray<string> Sbatch { get; init; } = [];
}
