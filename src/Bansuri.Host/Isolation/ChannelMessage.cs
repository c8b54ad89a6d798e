using System.Text.Json.Serialization;
using Bansuri.Abstractions;
using Bansuri.Host.Plugins;

namespace Bansuri.Host.Isolation;

/// <summary>What host and child host say to each other: a closed family, one JSON object a line.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "say")]
[JsonDerivedType(typeof(Ready), "ready")]
[JsonDerivedType(typeof(Order), "order")]
[JsonDerivedType(typeof(Logged), "logged")]
[JsonDerivedType(typeof(Progressed), "progressed")]
[JsonDerivedType(typeof(ProcessWanted), "process-wanted")]
[JsonDerivedType(typeof(ProcessUnwanted), "process-unwanted")]
[JsonDerivedType(typeof(ProcessEnded), "process-ended")]
[JsonDerivedType(typeof(Ended), "ended")]
internal abstract record ChannelMessage
{
    /// <summary>Child: the runtime is up. <paramref name="Program"/> is the build, as both sides must be of the same.</summary>
    internal sealed record Ready(Guid Program) : ChannelMessage;

    /// <summary>Host, once: the attempt to make.</summary>
    internal sealed record Order : ChannelMessage
    {
        /// <summary>The plugin, in the shadow copy of the generation.</summary>
        public required string Assembly { get; init; }

        public required string Type { get; init; }

        public required NodeForm Config { get; init; }

        public required string RunId { get; init; }

        public required int Attempt { get; init; }

        public DateTimeOffset? Slot { get; init; }

        /// <summary>The task's own, without what the child host needs for itself.</summary>
        public required IReadOnlyDictionary<string, string> Environment { get; init; }

        public required string WorkingDirectory { get; init; }

        /// <summary>For the case that the host is gone and nobody kills the child at its end.</summary>
        public required TimeSpan GracePeriod { get; init; }
    }

    /// <summary>Child: a message for the host's log.</summary>
    internal sealed record Logged(bool Warning, string Text) : ChannelMessage;

    /// <summary>Child.</summary>
    internal sealed record Progressed(string Message, double? Fraction = null) : ChannelMessage;

    /// <summary>Child: start this, under a number that it has not used before.</summary>
    internal sealed record ProcessWanted(int Id, ProcessSpec Spec) : ChannelMessage;

    /// <summary>Child: stop it. It ends like any other.</summary>
    internal sealed record ProcessUnwanted(int Id) : ChannelMessage;

    /// <summary>Host: it has ended, or with <paramref name="StartError"/> has never begun.</summary>
    internal sealed record ProcessEnded(int Id, int Code, string? StartError = null) : ChannelMessage;

    /// <summary>Child, last: what came of the plugin's code.</summary>
    internal sealed record Ended(PluginOutcome Outcome) : ChannelMessage;
}
