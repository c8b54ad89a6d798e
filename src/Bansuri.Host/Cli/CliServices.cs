namespace Bansuri.Host.Cli;

/// <summary>What the commands need from the rest of the program. The factories run only for the command that needs them.</summary>
internal sealed record CliServices
{
    public required Func<IHostRunner> Host { get; init; }

    public required Func<IOfflineCommands> Offline { get; init; }

    public required Terminal Terminal { get; init; }

    /// <summary>An environment variable.</summary>
    public required Func<string, string?> Variable { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
