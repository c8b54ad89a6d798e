using System.Collections.Immutable;

namespace Bansuri.Host.Processes;

/// <summary>All that a start needs. Nothing is inherited from the host but the descriptors that this names.</summary>
internal sealed record ProcessStart
{
    /// <summary>The environment variable that marks every process of a run.</summary>
    internal const string RunIdVariable = "BANSURI_RUN_ID";

    /// <summary>A path, relative to <see cref="WorkingDirectory"/>, or without a slash a name that is searched in the child's PATH.</summary>
    public required string FileName { get; init; }

    /// <summary>The arguments after the program's own name.</summary>
    public required ImmutableArray<string> Arguments { get; init; }

    public required string WorkingDirectory { get; init; }

    /// <summary>The whole environment; the engine adds <see cref="RunIdVariable"/>.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Unique over all hosts of this node, ever: by it the processes of the run are found again.</summary>
    public required string RunId { get; init; }

    public ProcessLimits Limits { get; init; } = ProcessLimits.None;

    /// <summary>What the program finds on its standard input, to its end; null is <c>/dev/null</c>.</summary>
    public ReadOnlyMemory<byte>? Stdin { get; init; }

    /// <summary>Null is <c>/dev/null</c>.</summary>
    public IPipeSink? Stdout { get; init; }

    /// <summary>Null is <c>/dev/null</c>, unless <see cref="MergeStderr"/>.</summary>
    public IPipeSink? Stderr { get; init; }

    /// <summary>Its other end becomes descriptor <see cref="ProcessChannel.ChildDescriptor"/> of the program; null for most.</summary>
    public ProcessChannel? Channel { get; init; }

    /// <summary>Both streams through the pipe of <see cref="Stdout"/>, which keeps their order.</summary>
    public bool MergeStderr { get; init; }
}
