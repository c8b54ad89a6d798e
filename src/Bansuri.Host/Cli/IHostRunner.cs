namespace Bansuri.Host.Cli;

/// <summary><c>bansuri run</c>: the host, which the composition root builds.</summary>
internal interface IHostRunner
{
    /// <summary>Runs until shutdown; signals are its own business.</summary>
    /// <returns>The exit code.</returns>
    Task<int> RunAsync(RunOptions options, Terminal terminal);
}
