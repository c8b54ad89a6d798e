using System.Collections.Immutable;
using System.Globalization;
using Bansuri.Host.Processes.Finding;
using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes.Spawning;

/// <summary>Makes a child: pipes, posix_spawn, and what has to be set on its number right after.</summary>
internal sealed class Spawner(ProcessHygiene hygiene, SpawnFeatures features, bool hasProcessDescriptors)
{
    // Race: two spawns would bear each other's tags, and take each other's limits for the host's. Held for a posix_spawn, half a millisecond. Static, for the limits are the process's own.
    private static readonly Lock Tagging = new();

    /// <summary>Any thread.</summary>
    /// <exception cref="ProcessStartException">With nothing left behind.</exception>
    internal Spawned Spawn(ProcessStart start)
    {
        RefuseNul(start.Arguments);
        var variables = Variables(start);
        var plan = LaunchPlan.Make(start, features);
        using var stdin = start.Stdin is { } content ? SpawnInput.Of(content.Span, plan.Owner) : null;
        using var stdout = start.Stdout is null ? null : SpawnPipe.Open("stdout", plan.Owner);
        using var stderr = start.MergeStderr || start.Stderr is null ? null : SpawnPipe.Open("stderr", plan.Owner);
        var descriptors = new SpawnDescriptors(
            stdin?.Descriptor ?? -1, stdout?.WriteEnd ?? -1, (start.MergeStderr ? stdout : stderr)?.WriteEnd ?? -1, start.Channel?.ChildEnd ?? -1);
        using var environment = new StringVector(variables);
        var directory = features.ChangeDirectory ? start.WorkingDirectory : null;
        var (errno, pid) = SpawnTagged(() => (SpawnSettings.Run(plan, directory, environment, descriptors, features, out var child), child), start);
        if (errno != 0)
            throw StartFault.Find(start) ?? new(errno, $"program '{start.FileName}'");
        GiveOpenFiles(pid, start);
        var descriptor = hasProcessDescriptors ? ProcessDescriptor.Open(pid) : ProcessDescriptor.None;
        return new(pid, ProcessIdentity.Of(pid) ?? new(pid, 0), descriptor, stdout?.Keep() ?? -1, stderr?.Keep() ?? -1);
    }

    private (int Errno, int Pid) SpawnTagged(Func<(int Errno, int Pid)> spawn, ProcessStart start)
    {
        lock (Tagging)
        {
            var before = RunTag.Bear(RunTag.Of(start.RunId));
            var processes = ThreadReserve.Keep();
            try
            {
                return spawn();
            }
            finally
            {
                _ = RunTag.Bear(before);
                if (processes is { } own)
                    ThreadReserve.PutBack(own);
            }
        }
    }

    private void GiveOpenFiles(int pid, ProcessStart start)
    {
        if (hygiene.ChildOpenFiles is not { } files || start.Limits.OpenFiles is not null)
            return;
        // After the spawn, for a limit of the host's own would fail its other threads; a child needs longer than this to open a thousand files.
        if (ResourceLimit.Of(Libc.LimitOpenFiles, pid) is { } limit)
            _ = (limit with { Soft = Math.Min(files, limit.Hard) }).Set(Libc.LimitOpenFiles, pid);
    }

    /// <summary>As environ has them; a NUL would silently cut off the rest of one.</summary>
    private static List<string> Variables(ProcessStart start)
    {
        var variables = new List<string>();
        foreach (var (name, value) in start.Environment)
        {
            if (name == ProcessStart.RunIdVariable)
                continue;
            var variable = name + "=" + value;
            if (name.Length == 0 || name.Contains('=', StringComparison.Ordinal) || variable.Contains('\0', StringComparison.Ordinal))
                throw new ProcessStartException(Errno.Invalid, $"environment variable '{name.Replace('\0', '?')}'");
            variables.Add(variable);
        }

        variables.Add(ProcessStart.RunIdVariable + "=" + start.RunId);
        return variables;
    }

    private static void RefuseNul(ImmutableArray<string> arguments)
    {
        for (var index = 0; index < arguments.Length; index++)
        {
            if (arguments[index].Contains('\0', StringComparison.Ordinal))
                throw new ProcessStartException(Errno.Invalid, string.Create(CultureInfo.InvariantCulture, $"argument {index + 1} contains a NUL character"));
        }
    }
}

/// <summary>A child that runs. Descriptors are -1 where there is none; the receiver owns them.</summary>
internal sealed record Spawned(int Pid, ProcessIdentity Identity, int ProcessDescriptor, int Stdout, int Stderr);
