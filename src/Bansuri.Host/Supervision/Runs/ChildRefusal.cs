using Bansuri.Abstractions;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>Why a child host did not come so far as to run anything, and what to do about it.</summary>
internal static class ChildRefusal
{
    /// <summary>With less address space the runtime does not start; measured, see docs/decisions/0033-a-child-host.md.</summary>
    private const long LeastMemory = 384L << 20;

    public static string Text(ExitReason exit, TaskConfig config)
    {
        var limit = config.Resources.MemoryLimit;
        var remedy = limit < LeastMemory
            ? $"'memory-limit' {Sizes.Format(limit.Value)} is too little for .NET, which needs {Sizes.Format(LeastMemory)}"
            : config.Identification.User is { } user ? $"see whether user '{user}' may read and run the program's folder" : "its output says more";
        return $"its child host ended before it was ready ({exit}): {remedy}";
    }
}
