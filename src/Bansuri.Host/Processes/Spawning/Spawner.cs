using System.Collections.Immutable;
using System.Globalization;
using System.Text;
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
        using var environment = Variables(start);
        var plan = LaunchPlan.Make(start, features);
        using var stdin = start.Stdin is { } content ? SpawnInput.Of(content.Span, plan.Owner) : null;
        using var stdout = start.Stdout is null ? null : SpawnPipe.Open("stdout", plan.Owner);
        using var stderr = start.MergeStderr || start.Stderr is null ? null : SpawnPipe.Open("stderr", plan.Owner);
        var descriptors = new SpawnDescriptors(
            stdin?.Descriptor ?? -1, stdout?.WriteEnd ?? -1, (start.MergeStderr ? stdout : stderr)?.WriteEnd ?? -1, start.Channel?.ChildEnd ?? -1);
        var directory = features.ChangeDirectory ? start.WorkingDirectory : null;
        var (errno, pid) = SpawnTagged(plan, directory, environment, descriptors, start.RunId);
        if (errno != 0)
            throw StartFault.Find(start) ?? new(errno, $"program '{start.FileName}'");
        GiveOpenFiles(pid, start);
        var descriptor = hasProcessDescriptors ? ProcessDescriptor.Open(pid) : ProcessDescriptor.None;
        return new(pid, ProcessIdentity.Of(pid) ?? new(pid, 0), descriptor, stdout?.Keep() ?? -1, stderr?.Keep() ?? -1);
    }

    private (int Errno, int Pid) SpawnTagged(LaunchPlan plan, string? directory, StringVector environment, SpawnDescriptors descriptors, string runId)
    {
        var tag = RunTag.Of(runId);
        lock (Tagging)
        {
            var before = RunTag.Bear(tag);
            var processes = ThreadReserve.Keep();
            try
            {
                return (SpawnSettings.Run(plan, directory, environment, descriptors, features, out var pid), pid);
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
    private static StringVector Variables(ProcessStart start)
    {
        var (count, bytes) = (1, Size(ProcessStart.RunIdVariable, start.RunId));
        foreach (var (name, value) in start.Environment)
        {
            if (name.Length == 0 || name.Contains('=', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal) || value.Contains('\0', StringComparison.Ordinal))
                throw new ProcessStartException(Errno.Invalid, $"environment variable '{name.Replace('\0', '?')}'");
            (count, bytes) = (count + 1, bytes + Size(name, value));
        }

        var variables = new StringVector(count, bytes);
        foreach (var (name, value) in start.Environment)
        {
            if (name != ProcessStart.RunIdVariable)
                variables.Add(name, "=", value);
        }

        variables.Add(ProcessStart.RunIdVariable, "=", start.RunId);
        return variables;
    }

    private static int Size(string name, string value) => Encoding.UTF8.GetByteCount(name) + 1 + Encoding.UTF8.GetByteCount(value);

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
internal readonly record struct Spawned(int Pid, ProcessIdentity Identity, int ProcessDescriptor, int Stdout, int Stderr);
