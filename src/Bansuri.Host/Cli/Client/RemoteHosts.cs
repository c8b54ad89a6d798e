using System.Collections.Immutable;
using System.Globalization;
using Bansuri.Host.Slurm;
using Bansuri.Host.StateDirectory;
using Bansuri.Host.StateDirectory.States;

namespace Bansuri.Host.Cli.Client;

/// <summary>
/// Hosts in jobs on other nodes: the whole command is run again where the host is, as a step of its job that overlaps it. That keeps the
/// control sockets off the network, and leaves it to Slurm who may do so.
/// </summary>
internal sealed class RemoteHosts(CliServices services)
{
    // Set for the command on the other node: one that finds no host there looks no further.
    private const string Forwarded = "BANSURI_FORWARDED";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    /// <summary>Carries out a command whose host is not here; returns only when that could not be done.</summary>
    /// <param name="missing">What is known of the host.</param>
    /// <param name="arguments">The command line.</param>
    /// <exception cref="CliException">Why there is no host to ask.</exception>
    public async Task<int> ForwardAsync(HostNotHereException missing, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var job = JobOf(missing);
        if (IsForwarded && arguments[0] == "cancel")
        {
            return await TerminateAsync(job, cancellationToken);
        }

        var status = await FindAsync(job, missing, arguments.Contains("--json") ? "" : arguments[0], cancellationToken);
        var number = Text(job);
        string[] named = missing.IsUnnamed ? ["--job", number] : [];
        var step = SlurmController.Step(status, [.. Program(job), arguments[0], .. named, .. arguments.Skip(1)]);
        throw new CliException(ExitCodes.NoHost, $"job {job} runs on {status.Node}, and srun cannot be run here: {services.Become(step)}");
    }

    /// <summary>Shuts a host down and waits for the end of its job: from here, as that ends all steps of the job at once.</summary>
    /// <exception cref="CliException">Why there is no host to ask, or it takes longer than the timeout.</exception>
    public async Task<int> CancelAsync(HostNotHereException missing, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        if (IsForwarded)
        {
            throw missing;
        }

        var job = JobOf(missing);
        var status = await FindAsync(job, missing, "cancel", cancellationToken);
        var step = SlurmController.Step(status, [.. Program(job), "cancel", Text(job), "--no-wait"]);

        // A host that ends at once takes the step along before its answer has come.
        if (await services.Slurm().StepAsync(step, cancellationToken) is { } problem
            && await services.Slurm().FindAsync(job, cancellationToken) is (not SlurmOutcome.Good, _) or (_, { IsRunning: true }))
        {
            throw new CliException(ExitCodes.NoHost, $"job {job} could not be told to end: {problem}");
        }

        var start = services.Time.GetTimestamp();
        (SlurmOutcome, JobStatus? Status) now;
        while ((now = await services.Slurm().FindAsync(job, cancellationToken)) is (not SlurmOutcome.Good, _) or (_, { IsRunning: true } or { State: "COMPLETING" }))
        {
            if (services.Time.GetElapsedTime(start) >= timeout)
            {
                throw new CliException(ExitCodes.TimedOut, $"the host of job {job} still shuts down");
            }

            await Task.Delay(BetweenLooks, services.Time, cancellationToken);
        }

        // It had ordered its requeue before it heard.
        if (now.Status is { IsPending: true } again)
        {
            throw Queued(again, $"the host of job {job} has shut down, and its job is in the queue again");
        }

        await services.Terminal.Out.WriteLineAsync($"the host of job {job} has shut down");
        return ExitCodes.Done;
    }

    private bool IsForwarded => services.Variable(Forwarded) is { Length: > 0 };

    private static long JobOf(HostNotHereException missing) => missing.Job ?? throw missing;

    private static string Text(long job) => job.ToString(CultureInfo.InvariantCulture);

    private static ImmutableArray<string> Program(long job) => ["env", $"{Forwarded}={Text(job)}", Environment.ProcessPath ?? "bansuri"];

    /// <summary>A job that runs and is this user's.</summary>
    /// <param name="command">For people; some of them are told more.</param>
    private async Task<JobStatus> FindAsync(long job, HostNotHereException missing, string command, CancellationToken cancellationToken)
    {
        if (IsForwarded)
        {
            throw new CliException(ExitCodes.NoHost, $"job {job} runs, and no host of it answers: it may be starting, or ending");
        }

        return await services.Slurm().FindAsync(job, cancellationToken) switch
        {
            (SlurmOutcome.Missing, _) => throw new CliException(ExitCodes.NoHost, $"{missing.Message}; Slurm's commands, which could reach it elsewhere, are not on PATH"),
            (not SlurmOutcome.Good, _) => throw new CliException(ExitCodes.NoHost, $"{missing.Message}; Slurm's controller does not answer"),
            (_, { IsPending: true } status) when command == "cancel" => throw Queued(status, $"job {job} is {status.State.ToLowerInvariant()}: its host does not run yet"),
            (_, { IsPending: true } status) => throw new CliException(ExitCodes.NoHost, $"job {job} is {status.State.ToLowerInvariant()}: its host does not run yet"),
            (_, { IsRunning: true } status) when status.User != Environment.UserName =>
                throw new CliException(ExitCodes.NoHost, $"job {job} is {status.User}'s: only its owner can reach its host"),
            (_, { IsSuspended: true }) => throw new CliException(ExitCodes.NoHost, $"job {job} is suspended, and its host with it: nothing there can answer until the job is resumed"),
            (_, { IsRunning: true } status) => status,
            var (_, status) => throw Ended(job, status, missing, tells: command == "status"),
        };
    }

    private static CliException Queued(JobStatus job, string what) => new(ExitCodes.NoHost, $"{what}; 'scancel {job.Handle}' takes it out of the queue");

    // Its host is not there to be asked; the signal to it alone starts no clock of Slurm's.
    private async Task<int> TerminateAsync(long job, CancellationToken cancellationToken)
    {
        if (await services.Slurm().TerminateAsync(job, cancellationToken) is { } problem)
        {
            throw new CliException(ExitCodes.NoHost, $"job {job} could not be told to end: {problem}");
        }

        await services.Terminal.Out.WriteLineAsync($"job {job}: its host does not answer and got SIGTERM");
        return ExitCodes.Done;
    }

    private CliException Ended(long job, JobStatus? status, HostNotHereException missing, bool tells)
    {
        var how = status is null ? "Slurm knows it no longer" : status.State;
        string[] folders = missing.StateDirectory is { } named ? [named] : [.. StateFolders.Of(status)];
        var (directory, last) = folders.Select(folder => (Folder: folder, StateStore.Peek(folder)?.Last)).FirstOrDefault(each => each.Last?.JobId == job);
        if (tells && last is not null)
        {
            LastHostText.Write(last, directory, services);
        }

        // Another host may have been there since, and their output lies side by side.
        var left = directory ?? missing.StateDirectory;
        var logs = left is not null && Directory.Exists(StateFolder.Logs(left)) ? $"; the output of its tasks is in {StateFolder.Logs(left)}" : "";
        return new JobEndedException($"job {job} has ended ({how}){logs}", left);
    }
}
