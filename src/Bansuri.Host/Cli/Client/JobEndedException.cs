namespace Bansuri.Host.Cli.Client;

/// <summary>The job of the host that was meant has ended.</summary>
/// <param name="message">How, and where its output is.</param>
/// <param name="stateDirectory">What its host has left; null where that is not known.</param>
internal sealed class JobEndedException(string message, string? stateDirectory) : CliException(ExitCodes.NoHost, message)
{
    public string? StateDirectory => stateDirectory;
}
