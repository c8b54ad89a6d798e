namespace Bansuri.Host.Cli;

/// <summary>What the program's exit code says; docs/operations.md lists them.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>A task failed.</summary>
    public const int Failed = 1;

    /// <summary>Usage or configuration.</summary>
    public const int Usage = 2;
    public const int NoHost = 3;
    public const int NoSuchTask = 4;
    public const int TimedOut = 5;
}
