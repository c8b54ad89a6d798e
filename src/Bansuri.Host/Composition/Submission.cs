using Bansuri.Host.Cli;
using Bansuri.Host.Configuration;
using Bansuri.Host.Slurm;

namespace Bansuri.Host.Composition;

/// <summary><c>bansuri submit</c> of a configuration that was read.</summary>
internal static class Submission
{
    /// <summary>The script for it.</summary>
    /// <param name="path">The configuration, absolute.</param>
    public static string Script(string path, HostConfig config, SubmitOptions options)
    {
        var isArray = SubmitScript.IsArray(options.Sbatch);
        string[] state = options.StateDirectory is { } directory && !isArray ? ["--state-directory", Path.GetFullPath(directory)] : [];
        string[] exit = options.ExitWhenDone ? ["--exit-when-done"] : [];
        return SubmitScript.Write(new SubmitRequest
        {
            Command = [Program, "run", "-c", path, .. state, .. exit],
            ElementDirectory = isArray ? Path.GetFullPath(options.StateDirectory ?? config.Host.StateDirectory) : null,
            LongestGrace = config.Tasks.Select(task => task.Config.FailureControl.GracePeriod).Append(config.Host.GracePeriod).Max(),
            Options = options.Sbatch,
            Environment = Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root ? [KeyValuePair.Create("DOTNET_ROOT", root)] : [],
        });
    }

    /// <summary>Submits it and says what one can do then.</summary>
    public static async Task<int> PerformAsync(string script, SlurmController slurm, Terminal terminal, CancellationToken cancellationToken)
    {
        var (job, problem) = await slurm.SubmitAsync(script, [$"--chdir={Environment.CurrentDirectory}"], cancellationToken);
        if (job is not { } number)
        {
            await terminal.Error.WriteLineAsync($"error: the job was not submitted: {problem}");
            return ExitCodes.Failed;
        }

        await terminal.Out.WriteLineAsync($"submitted job {number}\n  bansuri status --job {number}\n  bansuri cancel {number}");
        return ExitCodes.Done;
    }

    private static string Program => Environment.ProcessPath ?? Path.Combine(AppContext.BaseDirectory, "bansuri");
}
