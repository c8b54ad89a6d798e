using System.Diagnostics;
using System.Globalization;

namespace Bansuri.Slurm.Tests.Harness;

/// <summary>One cluster of slurm/dev-cluster.sh that runs: three nodes, each with a runtime directory of its own.</summary>
public sealed class Cluster
{
    private static readonly string Script = Path.Combine(Repository.Root, "slurm/dev-cluster.sh");

    // A requeued job starts after six seconds instead of two minutes.
    private const string SoonAgain = "AuthInfo=cred_expire=5";

    private const string Preemption = """
        PreemptType=preempt/partition_prio
        PreemptMode=REQUEUE
        PartitionName=low Nodes=ALL PriorityTier=1
        PartitionName=high Nodes=ALL PriorityTier=10
        """;

    // Several clusters stand side by side, each with its ports and its names of nodes; and there may be another run of these tests.
    private static readonly int Run = Environment.ProcessId % 1000;
    private readonly int _number;
    private readonly ClusterKind _kind;
    private readonly string _folder = Directory.CreateTempSubdirectory("ban-cluster-").FullName;

    private Cluster(int number, ClusterKind kind) => (_number, _kind) = (number, kind);

    /// <summary>What the commands of Slurm need to find this cluster.</summary>
    public string Configuration => Path.Combine(_folder, "slurm.conf");

    /// <summary>The names of the nodes, in their order.</summary>
    public IReadOnlyList<string> Nodes => [.. Enumerable.Range(1, 3).Select(number => $"{Prefix}{number}")];

    private string Prefix => $"{(char)('a' + _number)}{Run}n";

    public static async Task<Cluster> UpAsync(int number, ClusterKind kind)
    {
        var cluster = new Cluster(number, kind);
        await cluster.ScriptAsync("up", "3");
        return cluster;
    }

    /// <summary>Stops the controller alone: the commands of Slurm find nobody who answers.</summary>
    public void StopController() => Signal.Send(ControllerPid(), Signal.Term);

    public Task StartControllerAsync() => RunAsync("slurmctld", []);

    public async Task DownAsync()
    {
        await ScriptAsync("down");
        Directory.Delete(_folder, recursive: true);
    }

    private int ControllerPid() => int.Parse(File.ReadAllText(Path.Combine(_folder, "run/slurmctld.pid")), CultureInfo.InvariantCulture);

    private Task ScriptAsync(params string[] arguments) => RunAsync(Script, arguments);

    private async Task RunAsync(string program, string[] arguments)
    {
        // The daemons keep the descriptors that they are started with, so that a pipe would never end.
        var log = Path.Combine(_folder, "dev-cluster.log");
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >>\"$LOG\" 2>&1 </dev/null", program, .. arguments]);
        start.Environment["LOG"] = log;
        start.Environment["SLURM_CONF"] = Configuration;
        start.Environment["SLURM_DEV_DIR"] = _folder;
        start.Environment["BASE_PORT"] = (17000 + (10 * (Run + _number))).ToString(CultureInfo.InvariantCulture);
        start.Environment["NODE_PREFIX"] = Prefix;
        start.Environment["NODE_LOCAL"] = Clusters.RuntimeDirectory;
        start.Environment["PROCTRACK"] = _kind.Proctrack;
        start.Environment["KILLWAIT"] = _kind.KillWait.ToString(CultureInfo.InvariantCulture);
        start.Environment["EXTRA_CONF"] = _kind.Preempts ? $"{SoonAgain}\n{Preemption}" : SoonAgain;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: exit {process.ExitCode}\n{await File.ReadAllTextAsync(log)}");
    }
}
