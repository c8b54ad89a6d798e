using Bansuri.Abstractions.Nodes;

namespace Bansuri.Host.Configuration;

/// <summary>One of <c>notifiers</c>, or what <c>notify-command</c> stands for.</summary>
/// <param name="Name">Its name for <c>notify-with</c>.</param>
/// <param name="Type">The notifier type.</param>
/// <param name="With">The type's own options, with their places.</param>
/// <param name="Span">Where it stands.</param>
internal sealed record NotifierEntry(string Name, string Type, MappingNode? With, SourceSpan Span)
{
    /// <summary>The type that the host itself provides.</summary>
    public const string CommandType = "command";

    /// <summary>What it does; null for a type that nobody provides.</summary>
    public NotifierCommand? Command { get; init; }

    /// <summary>Given where a task is configured, and so for tasks that name it alone.</summary>
    public bool IsImplied { get; init; }
}
