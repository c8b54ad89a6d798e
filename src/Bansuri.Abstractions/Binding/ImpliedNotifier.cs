using Bansuri.Abstractions.Nodes;

namespace Bansuri.Abstractions.Binding;

/// <summary>The name of a notifier that nobody declared: a command given where a task is configured.</summary>
internal static class ImpliedNotifier
{
    private const string Prefix = "command: ";

    public static string NameOf(string command) => Prefix + command;

    /// <summary>The command, when the name is such a one.</summary>
    public static string? CommandOf(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : null;

    /// <summary>The options of the notifier: <c>command</c>.</summary>
    public static MappingNode Options(string command) =>
        new([new MappingEntry(new ScalarNode("command", Quoted: true, SourceSpan.None), new ScalarNode(command, Quoted: true, SourceSpan.None))], SourceSpan.None);
}
