using System.Text;
using Bansuri.Host.Processes;
using Bansuri.Host.Slurm;

namespace Bansuri.Host.Composition;

/// <summary>The commands of Slurm as children of this process, in no task's set.</summary>
/// <param name="engine">Starts and reaps them; asked for when there is something to start.</param>
/// <param name="inherited">The environment of this process.</param>
/// <param name="time">For the limits.</param>
internal sealed class SlurmCommands(Func<IProcessEngine> engine, IReadOnlyDictionary<string, string> inherited, TimeProvider time) : ISlurmCommands
{
    // A user's own defaults would change what is read here.
    private static readonly string[] Defaults = ["SQUEUE_", "SCONTROL_", "BANSURI_"];

    private readonly Lazy<Dictionary<string, string>> _environment = new(() => new(
        inherited.Where(variable => !Array.Exists(Defaults, prefix => variable.Key.StartsWith(prefix, StringComparison.Ordinal))), StringComparer.Ordinal)
    {
        ["TZ"] = "UTC0",
        ["SLURM_TIME_FORMAT"] = "standard",
    });

    public async Task<SlurmAnswer> RunAsync(SlurmCommand command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (output, error) = (new TextSink(), new TextSink());
        IProcessGroup group;
        try
        {
            group = engine().Start(new ProcessStart
            {
                FileName = command.Program,
                Arguments = command.Arguments,
                WorkingDirectory = "/",
                Environment = _environment.Value,
                RunId = Guid.NewGuid().ToString("N"),
                Stdin = command.Input is { } input ? Encoding.UTF8.GetBytes(input) : null,
                Stdout = output,
                Stderr = error,
            });
        }
        catch (ProcessStartException missing)
        {
            return new SlurmAnswer(SlurmOutcome.Missing, "", missing.Message);
        }

        await ((Task)group.Exited).WaitAsync(command.Limit, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var ended = group.Exited.IsCompleted;
        if (!ended)
        {
            await group.StopAsync(new StopOrder { Grace = TimeSpan.Zero }, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return new SlurmAnswer(SlurmOutcome.Silent, "", $"{command.Program} did not answer in {command.Limit.TotalSeconds:0.#} s");
        }

        await group.OutputEnded;
        return await group.Exited switch
        {
            { Code: 0 } => new SlurmAnswer(SlurmOutcome.Good, output.ToString(), ""),
            { Signal: { } signal } => new SlurmAnswer(SlurmOutcome.Killed, output.ToString(), $"{command.Program} was ended by signal {signal}"),
            _ => new SlurmAnswer(SlurmOutcome.Refused, output.ToString(), OneLine(error.ToString(), command.Program)),
        };
    }

    private static string OneLine(string text, string program) =>
        text.Split('\n').FirstOrDefault(line => !string.IsNullOrWhiteSpace(line))?.Trim() ?? $"{program} failed without a word";
}
