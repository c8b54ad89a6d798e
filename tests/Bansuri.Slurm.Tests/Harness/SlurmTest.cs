using System.Globalization;

namespace Bansuri.Slurm.Tests.Harness;

/// <summary>A test with a sandbox and jobs of its own. At its end the jobs are cancelled, and what outlives them is a failure.</summary>
public abstract class SlurmTest(Clusters clusters) : IAsyncDisposable
{
    private readonly List<Job> _jobs = [];

    private protected Sandbox Sandbox { get; } = new();

    /// <summary>What a user's submit script has, for as long as a test needs.</summary>
    private protected static string[] UsualOptions => ["--time=10", "--output=master_%j.log", "--open-mode=append", "--requeue"];

    private protected async Task<Cluster> OnAsync(ClusterKind kind)
    {
        var cluster = await clusters.GetAsync(kind);
        Sandbox.Variables["SLURM_CONF"] = cluster.Configuration;
        return cluster;
    }

    /// <summary>A job whose script ends with this line: <c>exec bansuri run -c bansuri.yaml</c>.</summary>
    private protected Task<Job> HostAsync(params string[] options) => SubmitAsync([.. UsualOptions, .. options], "exec bansuri run -c bansuri.yaml");

    private protected async Task<Job> SubmitAsync(string[] options, string script, string header = "")
    {
        Sandbox.Write("submit.sh", $"#!/bin/bash\n{header}\nPATH=\"{Path.GetDirectoryName(Repository.Program)}:$PATH\"\n{script}\n");
        var answer = (await CommandAsync("sbatch", ["--parsable", .. options, Sandbox.In("submit.sh")])).Expect(0);
        return Take(long.Parse(answer.Output.Trim(), CultureInfo.InvariantCulture));
    }

    /// <summary>A job that something else submitted: it is cancelled at the end of the test as well.</summary>
    private protected Job Take(long id)
    {
        var job = new Job(this, id);
        _jobs.Add(job);
        return job;
    }

    private protected string Read(string name) => Sandbox.Read(name);

    internal async Task<CommandResult> CommandAsync(string program, params string[] arguments)
    {
        using var process = new ProgramProcess(Sandbox.Describe(program, arguments));
        return await process.EndAsync();
    }

    internal Task<CommandResult> BansuriAsync(params string[] arguments) => CommandAsync(Repository.Program, arguments);

    internal string LogOf(Job job) => Sandbox.Read($"master_{job.Id}.log");

    public async ValueTask DisposeAsync()
    {
        foreach (var job in _jobs)
        {
            await job.EndAsync();
        }

        await Sandbox.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
