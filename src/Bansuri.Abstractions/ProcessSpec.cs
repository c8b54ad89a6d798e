using System.Collections.Immutable;

namespace Bansuri.Abstractions;

/// <summary>What a plugin says about a process that the host shall run. Immutable, safe to share.</summary>
/// <remarks>
/// Environment, working directory, user and limits come from the task's configuration; what is said here is laid over that.
/// Standard input is <c>/dev/null</c>; the process leads a session of its own.
/// </remarks>
public sealed record ProcessSpec
{
    /// <summary>The program: a path, or a name that is looked up in the task's <c>PATH</c>. A relative path counts from the working directory.</summary>
    public required string FileName { get; init; }

    /// <summary>The arguments after the program's own name, passed as they are. Default: none.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>Variables laid over the task's environment; null removes one. Default: none.</summary>
    public ImmutableDictionary<string, string?> Environment { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Another working directory than the configuration's, absolute. Default: null, the configuration's.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>
    /// Whom the stop signal reaches first: false (default), the whole process group at once; true, only the process itself, which passes
    /// it on. At the end of the grace period everything is killed either way.
    /// </summary>
    public bool SignalLeaderOnly { get; init; }

    /// <summary>
    /// Exit codes with which the program itself says that it could not start what it was asked to, each with the text for the reason
    /// <c>start-error</c>: a launcher that did not find its module is not a task that failed. Default: none.
    /// </summary>
    public ImmutableDictionary<int, string> StartErrors { get; init; } = ImmutableDictionary<int, string>.Empty;
}
