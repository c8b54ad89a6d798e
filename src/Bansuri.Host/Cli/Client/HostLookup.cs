using System.CommandLine;
using Bansuri.Host.StateDirectory;
using Bansuri.Host.StateDirectory.Instances;
using Bansuri.Host.StateDirectory.Leases;
using Bansuri.Host.StateDirectory.States;

namespace Bansuri.Host.Cli.Client;

/// <summary>Finds the host that a client means, in the order that docs/operations.md gives. The configuration itself is never read.</summary>
internal sealed class HostLookup(CliServices services)
{
    private const string HowToStart = "start one with 'bansuri run -c FILE'";

    public HostOptions Options { get; } = new();

    public IReadOnlyList<Instance> Instances => InstanceList.Read(RuntimePlaces.Of(services.Variable));

    /// <exception cref="CliException">None, or several.</exception>
    public ControlClient Connect(ParseResult parsed) => new(Socket(parsed));

    public ControlClient Connect(long job) => new(OfJob(job));

    private string Socket(ParseResult parsed)
    {
        if (parsed.GetValue(Options.Socket) is { } socket)
        {
            return Path.GetFullPath(socket);
        }

        if (parsed.GetValue(Options.Job) is { } job)
        {
            return OfJob(job);
        }

        if (parsed.GetValue(Options.Config) is { } config)
        {
            var path = Path.GetFullPath(config);
            return Only(instance => instance.Config == path, $"no host runs with '{path}' on this node; {HowToStart}", UsualDirectory(Path.GetDirectoryName(path)));
        }

        if (parsed.GetValue(Options.StateDirectory) is { } directory)
        {
            var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
            return Only(instance => instance.StateDirectory == path, $"no host with the state directory '{path}' runs on this node{Elsewhere(path)}", path);
        }

        return services.Variable("BANSURI_SOCKET") is { Length: > 0 } inherited
            ? inherited
            : Only(_ => true, $"no host of this user runs on this node; {HowToStart}", UsualDirectory(Directory.GetCurrentDirectory()), isUnnamed: true);
    }

    private string OfJob(long job)
    {
        var missing = new HostNotHereException($"no host of job {job} runs on this node") { Job = job };
        return Only(instance => instance.JobId == job, missing);
    }

    /// <param name="directory">The state directory in which a host on another node may have left its lease.</param>
    private string Only(Func<Instance, bool> wanted, string none, string directory, bool isUnnamed = false) => Only(wanted, new HostNotHereException(none)
    {
        Job = Holder(directory)?.JobId ?? StateStore.Peek(directory)?.Last?.JobId,
        StateDirectory = directory,
        IsUnnamed = isUnnamed,
    });

    private string Only(Func<Instance, bool> wanted, HostNotHereException missing) => Instances.Where(wanted).ToList() switch
    {
        [] => throw missing,
        [var one] => one.Socket,
        var several => throw new CliException(
            ExitCodes.Usage,
            "several hosts run, say which one with -c, --state-directory, --job or --socket:"
            + string.Concat(several.Select(each => $"\n  pid {each.Pid}: -c {each.Config} --state-directory {each.StateDirectory}"))),
    };

    private string Elsewhere(string directory) => Holder(directory) is { } holder ? $"; its last one was {holder}" : "";

    // The configuration may say otherwise, and is not read to find a host.
    private static string UsualDirectory(string? folder) => Path.Combine(folder ?? "/", ".bansuri");

    public LeaseRecord? Holder(string directory)
    {
        try
        {
            return new LeaseFile(directory).Read();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
