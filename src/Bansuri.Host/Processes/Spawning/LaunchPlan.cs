using System.Collections.Immutable;

namespace Bansuri.Host.Processes.Spawning;

/// <summary>What posix_spawn executes: the program itself, or the shell prefix in front of it.</summary>
/// <param name="Arguments">The whole argv, the program's own name included.</param>
/// <param name="Owner">The user who is to own the pipes, so that a task of another user can open /dev/stdout; null for the host's.</param>
internal sealed record LaunchPlan(string Path, ImmutableArray<string> Arguments, uint? Owner)
{
    /// <exception cref="ProcessStartException">What is asked for cannot be.</exception>
    internal static LaunchPlan Make(ProcessStart start, SpawnFeatures features)
    {
        var prefix = LimitPrefix.Make(start, features);
        // Through the shell a fault would only be an exit code, so it is looked for before.
        if (!prefix.IsEmpty && StartFault.Find(start) is { } fault)
            throw fault;
        var (path, errno) = ProgramPath.Find(start);
        if (errno != 0)
            throw StartFault.Find(start) ?? new(errno, $"program '{start.FileName}'");
        return prefix.IsEmpty
            ? new(path, [start.FileName, .. start.Arguments], null)
            : new(LimitPrefix.Shell, [.. prefix.Words, path, .. start.Arguments], prefix.Owner);
    }
}
