namespace Bansuri.Host.Cli.Client;

/// <summary>The host that was meant does not run on this node. It may be in a job on another one.</summary>
internal sealed class HostNotHereException(string message) : CliException(ExitCodes.NoHost, message)
{
    /// <summary>The job that was named, or that the state directory knows; null is none.</summary>
    public long? Job { get; init; }

    /// <summary>Of the host, where it is known.</summary>
    public string? StateDirectory { get; init; }

    /// <summary>What the command can do with the state directory alone, where no host can be asked; null is nothing.</summary>
    public WithoutHost? Otherwise { get; set; }

    /// <summary>The command line named neither host nor job: on the other node it has to.</summary>
    public bool IsUnnamed { get; init; }
}

/// <param name="stateDirectory">Of the host, and it is there.</param>
/// <param name="reason">Why it cannot be asked.</param>
internal delegate Task<int> WithoutHost(string stateDirectory, string reason);
