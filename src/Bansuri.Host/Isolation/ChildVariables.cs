using System.Collections.Immutable;
using System.Globalization;

namespace Bansuri.Host.Isolation;

/// <summary>
/// A child host needs the runtime that its host has found, whatever the task's environment says or leaves out; the plugin's code then sees
/// the task's alone.
/// </summary>
internal static class ChildVariables
{
    // Where the runtime is looked for. All else that .NET reads, a heap limit for instance, may be set for the task.
    private const string Root = "DOTNET_ROOT";

    /// <summary>What the runtime reserves beside its heap grows with the limit; measured, see docs/decisions/0033-a-child-host.md.</summary>
    private const int HeapShare = 3;

    /// <summary>What is laid over the task's environment for the start of the child; null removes.</summary>
    /// <param name="host">The environment of the host.</param>
    /// <param name="task">That of the task.</param>
    /// <param name="memoryLimit">Bytes of address space, or null.</param>
    public static ImmutableDictionary<string, string?> Overlay(
        IReadOnlyDictionary<string, string> host, IReadOnlyDictionary<string, string> task, long? memoryLimit)
    {
        var overlay = ImmutableDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        foreach (var name in task.Keys.Where(IsRoot))
        {
            overlay[name] = null;
        }

        foreach (var (name, value) in host.Where(variable => IsRoot(variable.Key)))
        {
            overlay[name] = value;
        }

        foreach (var (name, value) in Settings(memoryLimit).Where(setting => !task.ContainsKey(setting.Name)))
        {
            overlay[name] = value;
        }

        return overlay.ToImmutable();
    }

    /// <summary>In the child: from here on the environment of the process is the task's.</summary>
    public static void Restore(IReadOnlyDictionary<string, string> task)
    {
        foreach (string name in Environment.GetEnvironmentVariables().Keys)
        {
            if (!task.ContainsKey(name))
            {
                Environment.SetEnvironmentVariable(name, null);
            }
        }

        foreach (var (name, value) in task)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    private static IEnumerable<(string Name, string Value)> Settings(long? memoryLimit)
    {
        // Its sockets stay in the temporary folder whenever a process is killed or crashes, which here is the ordinary case.
        yield return ("DOTNET_EnableDiagnostics", "0");
        if (memoryLimit is { } limit)
        {
            // A limit of address space counts what is only reserved: 64 MiB by the C library for each thread, half of the limit by the
            // collector for its heap. With a third, a heap that is full is an OutOfMemoryException, before anything else fails.
            yield return ("MALLOC_ARENA_MAX", "1");
            yield return ("DOTNET_GCRegionRange", (limit / HeapShare).ToString("X", CultureInfo.InvariantCulture));
        }
    }

    private static bool IsRoot(string name) => name.StartsWith(Root, StringComparison.Ordinal);
}
