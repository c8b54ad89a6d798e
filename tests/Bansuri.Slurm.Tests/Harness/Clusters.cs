[assembly: AssemblyFixture(typeof(Bansuri.Slurm.Tests.Harness.Clusters))]

// They wait for Slurm most of the time, and hardly use the processor.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.All, MaxThreads = 16)]

namespace Bansuri.Slurm.Tests.Harness;

/// <summary>The clusters of this run: each is brought up for the first test that asks for it, and all are taken down at the end.</summary>
public sealed class Clusters : IAsyncDisposable
{
    /// <summary>Of root's hosts in jobs; each node has one of its own.</summary>
    public const string RuntimeDirectory = "/tmp/bansuri-0";

    private readonly SemaphoreSlim _gate = new(1); // one is brought up at a time: they write the same /etc/hosts
    private readonly Dictionary<ClusterKind, Cluster> _up = [];

    public async Task<Cluster> GetAsync(ClusterKind kind)
    {
        SkipUnlessPossible(kind);
        await _gate.WaitAsync();
        try
        {
            if (!_up.TryGetValue(kind, out var cluster))
            {
                Directory.CreateDirectory(RuntimeDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                _up[kind] = cluster = await Cluster.UpAsync(_up.Count, kind);
            }

            return cluster;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in _up.Values)
        {
            await cluster.DownAsync();
        }

        _gate.Dispose();
    }

    private static void SkipUnlessPossible(ClusterKind kind)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root");
        Assert.SkipUnless(File.Exists("/etc/debian_version"), "needs Debian");
        Assert.SkipUnless(kind.Proctrack != "cgroup" || HasFreezer(), "needs a cgroup freezer that can be written");
    }

    private static bool HasFreezer() => Directory.Exists("/sys/fs/cgroup/freezer") || File.Exists("/sys/fs/cgroup/cgroup.freeze");
}
