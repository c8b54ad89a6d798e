using System.Collections.Immutable;
using System.Globalization;
using Bansuri.Host.Slurm;
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

    /// <summary>Carries out a command whose host is not here; returns only when that could not be done.</summary>
    /// <param name="missing">What is known of the host.</param>
    /// <param name="arguments">The command line.</param>
    /// <exception cref="CliException">Why there is no host to ask.</exception>
    public async Task<int> ForwardAsync(HostNotHereException missing, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (missing.Job is not { } job)
        {
            throw missing;
        }

        var isThere = services.Variable(Forwarded) is { Length: > 0 };
        if (isThere && arguments[0] == "cancel")
        {
            return await TerminateAsync(job, cancellationToken);
        }

        if (isThere)
        {
            throw new CliException(ExitCodes.NoHost, $"job {job} runs, and no host of it answers: it may be starting, or ending");
        }

        var (outcome, status) = await services.Slurm().FindAsync(job, cancellationToken);
        switch (outcome, status)
        {
            case (SlurmOutcome.Missing, _):
                throw new CliException(ExitCodes.NoHost, $"{missing.Message}; Slurm's commands, which could reach it elsewhere, are not on PATH");
            case (not SlurmOutcome.Good, _):
                throw new CliException(ExitCodes.NoHost, $"{missing.Message}; Slurm's controller does not answer");
            case (_, { IsPending: true }):
                throw new CliException(ExitCodes.NoHost, $"job {job} is {status.State.ToLowerInvariant()}: its host does not run yet");
            case (_, { IsRunning: true }) when status.User != Environment.UserName:
                throw new CliException(ExitCodes.NoHost, $"job {job} is {status.User}'s: only its owner can reach its host");
            case (_, { IsRunning: true }):
                return Become(job, status, missing, arguments);
            default:
                return Ended(job, status, missing, arguments);
        }
    }

    private int Become(long job, JobStatus status, HostNotHereException missing, IReadOnlyList<string> arguments)
    {
        var number = job.ToString(CultureInfo.InvariantCulture);
        string[] node = status.Node is { } name ? ["-w", name] : [];
        string[] named = missing.IsUnnamed ? ["--job", number] : [];
        ImmutableArray<string> command =
        [
            "srun", $"--jobid={number}", "--overlap", "-N1", "-n1", .. node, "--input=none", "--quiet", "--quit-on-interrupt",
            "env", $"{Forwarded}={number}", Environment.ProcessPath ?? "bansuri", arguments[0], .. named, .. arguments.Skip(1),
        ];
        throw new CliException(ExitCodes.NoHost, $"job {job} runs on {status.Node}, and srun cannot be run here: {services.Become(command)}");
    }

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

    private int Ended(long job, JobStatus? status, HostNotHereException missing, IReadOnlyList<string> arguments)
    {
        var how = status is null ? "Slurm knows it no longer" : status.State;
        var directory = missing.StateDirectory ?? (status?.Directory is { } started ? Path.Combine(started, ".bansuri") : null);
        if (arguments[0] == "status" && directory is not null && StateStore.Peek(directory)?.Last is { } last && last.JobId == job)
        {
            LastWords.Write(last, directory, services);
        }

        var logs = directory is not null && Directory.Exists(Path.Combine(directory, "logs")) ? $"; the output of its tasks is in {Path.Combine(directory, "logs")}" : "";
        throw new CliException(ExitCodes.NoHost, $"job {job} has ended ({how}){logs}");
    }
}
