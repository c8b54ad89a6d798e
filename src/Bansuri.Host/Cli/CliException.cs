namespace Bansuri.Host.Cli;

/// <summary>Ends a command: one line for the user, and the exit code.</summary>
internal class CliException(int exitCode, string message) : Exception(message)
{
    public int ExitCode => exitCode;
}
