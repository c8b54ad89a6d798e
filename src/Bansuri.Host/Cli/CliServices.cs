using System.Collections.Immutable;
using Bansuri.Host.Slurm;

namespace Bansuri.Host.Cli;

/// <summary>What the commands need from the rest of the program. The factories run only for the command that needs them.</summary>
internal sealed record CliServices
{
    public required Func<IHostRunner> Host { get; init; }

    public required Func<IOfflineCommands> Offline { get; init; }

    /// <summary>Slurm, as far as its commands are here.</summary>
    public required Func<SlurmController> Slurm { get; init; }

    /// <summary>Puts another program into this process; returns why that failed.</summary>
    public required Func<ImmutableArray<string>, string> Become { get; init; }

    public required Terminal Terminal { get; init; }

    /// <summary>An environment variable.</summary>
    public required Func<string, string?> Variable { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
