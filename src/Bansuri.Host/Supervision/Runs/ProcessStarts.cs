using Bansuri.Abstractions;
using Bansuri.Host.Output;
using Bansuri.Host.Processes;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>What the engine is told: the plugin's description laid over the task's configuration. Pure.</summary>
internal static class ProcessStarts
{
    public static ProcessStart Of(ProcessSpec spec, TaskContext context, TaskConfig config, (OutputStream? Stdout, OutputStream? Stderr, bool Merge) streams, string runId) => new()
    {
        FileName = spec.FileName,
        Arguments = spec.Arguments,
        WorkingDirectory = spec.WorkingDirectory ?? context.WorkingDirectory,
        Environment = Overlay(context.Environment, spec),
        RunId = runId,
        Limits = LimitsOf(config.Resources, config.Identification),
        Stdout = streams.Stdout is { } stdout ? new PipeToOutput(stdout) : null,
        Stderr = streams.Stderr is { } stderr ? new PipeToOutput(stderr) : null,
        MergeStderr = streams.Merge,
    };

    private static IReadOnlyDictionary<string, string> Overlay(IReadOnlyDictionary<string, string> environment, ProcessSpec spec)
    {
        if (spec.Environment.IsEmpty)
        {
            return environment;
        }

        var variables = environment.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in spec.Environment)
        {
            if (value is null)
            {
                variables.Remove(name);
            }
            else
            {
                variables[name] = value;
            }
        }

        return variables;
    }

    private static ProcessLimits LimitsOf(Resources resources, Identification identification) => new()
    {
        User = identification.User,
        Group = identification.Group,
        Nice = resources.Priority,
        Cpus = resources.Cpus,
        Umask = resources.Umask,
        MemoryLimit = resources.MemoryLimit,
        OpenFiles = resources.OpenFiles,
        CoreSize = resources.CoreSize,
    };
}
