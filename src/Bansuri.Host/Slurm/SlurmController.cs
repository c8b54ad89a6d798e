using System.Collections.Immutable;
using System.Globalization;

namespace Bansuri.Host.Slurm;

/// <summary>
/// The questions and orders to Slurm's controller. Of the many forms of output only those are read that versions from 20.11 on share:
/// <c>squeue --json</c> ignores <c>-j</c>, and <c>scontrol show job</c> has no JSON before 23.02.
/// </summary>
internal sealed class SlurmController(ISlurmCommands commands)
{
    /// <summary>What a job does now; null when it is unknown, or nobody answers within the limit.</summary>
    public async Task<JobStatus?> StatusAsync(long job, TimeSpan limit, CancellationToken cancellationToken)
    {
        var answer = await commands.RunAsync(new SlurmCommand("squeue", ["-h", "-t", "all", "-j", Text(job), "-o", JobStatus.Format]) { Limit = limit }, cancellationToken);
        return answer.IsGood ? JobStatus.Find(answer.Output, job) : null;
    }

    /// <summary>The same with the outcome: a controller that answers knows of no job that ended long ago.</summary>
    public async Task<(SlurmOutcome Outcome, JobStatus? Status)> FindAsync(long job, CancellationToken cancellationToken)
    {
        var answer = await commands.RunAsync(new SlurmCommand("squeue", ["-h", "-t", "all", "-j", Text(job), "-o", JobStatus.Format]), cancellationToken);
        return (answer.Outcome == SlurmOutcome.Refused && answer.Error.Contains("Invalid job id", StringComparison.Ordinal) ? SlurmOutcome.Good : answer.Outcome,
            answer.IsGood ? JobStatus.Find(answer.Output, job) : null);
    }

    /// <summary>The running jobs of this user.</summary>
    public async Task<ImmutableArray<JobStatus>> MineAsync(CancellationToken cancellationToken)
    {
        var answer = await commands.RunAsync(new SlurmCommand("squeue", ["-h", "--me", "-t", "running", "-o", JobStatus.Format]), cancellationToken);
        return answer.IsGood ? [.. JobStatus.All(answer.Output)] : [];
    }

    /// <summary>What its administrators have set; null when it cannot be read.</summary>
    public async Task<ClusterSettings?> SettingsAsync(CancellationToken cancellationToken)
    {
        var answer = await commands.RunAsync(new SlurmCommand("scontrol", ["show", "config"]), cancellationToken);
        return answer.IsGood ? ClusterSettings.Parse(answer.Output) : null;
    }

    /// <summary>How a job was submitted; null when it is unknown.</summary>
    public async Task<JobRecord?> JobAsync(long job, CancellationToken cancellationToken)
    {
        var answer = await commands.RunAsync(new SlurmCommand("scontrol", ["show", "job", Text(job), "-o"]), cancellationToken);
        return answer.IsGood ? JobRecord.Find(answer.Output, job) : null;
    }

    /// <summary>The script that a job was submitted with; null when it is unknown, or not ours.</summary>
    public async Task<string?> ScriptAsync(long job, CancellationToken cancellationToken)
    {
        var answer = await commands.RunAsync(new SlurmCommand("scontrol", ["write", "batch_script", Text(job), "-"]), cancellationToken);
        return answer.IsGood && answer.Output.StartsWith("#!", StringComparison.Ordinal) ? answer.Output : null;
    }

    /// <summary>Ends this incarnation of the job and queues the next.</summary>
    /// <param name="job">The job that the caller runs in.</param>
    public async Task<RequeueAnswer> RequeueAsync(SlurmEnvironment job, CancellationToken cancellationToken)
    {
        var order = await commands.RunAsync(new SlurmCommand("scontrol", ["requeue", job.Handle]), cancellationToken);

        // What it writes of a controller that is away differs between versions: whether there is one, another question tells.
        var (asked, status) = order.IsGood ? default : await FindAsync(job.JobId, cancellationToken);
        return RequeueAnswer.Of(order, asked, status);
    }

    /// <summary>The command line that runs another one inside a job, beside what runs there.</summary>
    public static ImmutableArray<string> Step(JobStatus job, IEnumerable<string> command)
    {
        // The batch process is in the first component.
        string[] which = job.IsHeterogeneous ? ["--het-group=0"] : [];
        string[] where = job.Node is null ? [] : ["-w", job.Node];
        return ["srun", $"--jobid={Text(job.JobId)}", .. which, "--overlap", "-N1", "-n1", .. where, "--input=none", "--quiet", "--quit-on-interrupt", .. command];
    }

    /// <summary>Runs a step to its end.</summary>
    /// <returns>Null when it was good, else what it said.</returns>
    public async Task<string?> StepAsync(ImmutableArray<string> step, CancellationToken cancellationToken) =>
        Refusal(await commands.RunAsync(new SlurmCommand(step[0], step[1..]) { Limit = TimeSpan.FromSeconds(60) }, cancellationToken));

    /// <summary>Signals the batch process alone, which starts no clock to a SIGKILL.</summary>
    public async Task<string?> TerminateAsync(long job, CancellationToken cancellationToken) =>
        (await FindAsync(job, cancellationToken)).Status is not { } status ? "Slurm does not answer for it"
            : Refusal(await commands.RunAsync(new SlurmCommand("scancel", ["-b", "-s", "TERM", status.Handle]), cancellationToken));

    /// <summary>Cancels a job that runs, ends or is queued.</summary>
    /// <returns>A null problem when it is cancelled, or over; whether another try is pointless.</returns>
    public async Task<(bool IsFinal, string? Problem)> CancelAsync(string handle, CancellationToken cancellationToken)
    {
        var answer = await commands.RunAsync(new SlurmCommand("scancel", [handle]), cancellationToken);
        return answer.Outcome == SlurmOutcome.Refused && answer.Error.Contains("Invalid job id", StringComparison.Ordinal)
            ? (true, null)
            : (answer.Outcome is SlurmOutcome.Good or SlurmOutcome.Missing, Refusal(answer));
    }

    /// <summary>Submits a script.</summary>
    /// <param name="script">Its text.</param>
    /// <param name="options">For sbatch, before the script.</param>
    /// <returns>The number of the job, or why there is none.</returns>
    public async Task<(long? Job, string? Problem)> SubmitAsync(string script, ImmutableArray<string> options, CancellationToken cancellationToken)
    {
        var answer = await commands.RunAsync(new SlurmCommand("sbatch", ["--parsable", .. options]) { Input = script, Limit = TimeSpan.FromSeconds(60) }, cancellationToken);

        // In a federation the cluster's name follows: "12;alpha".
        return Refusal(answer) is { } refusal ? (null, refusal)
            : long.TryParse(answer.Output.Trim().Split(';')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var job) ? (job, null)
            : (null, $"sbatch answered '{answer.Output.Trim()}'");
    }

    private static string? Refusal(SlurmAnswer answer) => answer.Outcome switch
    {
        SlurmOutcome.Good => null,
        SlurmOutcome.Silent => "no answer from Slurm's controller",
        _ => answer.Error,
    };

    private static string Text(long job) => job.ToString(CultureInfo.InvariantCulture);
}
