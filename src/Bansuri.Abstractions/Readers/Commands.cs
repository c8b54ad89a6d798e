using System.Collections.Immutable;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Abstractions.Readers;

/// <summary>Commands: a text for a shell, or a list of arguments.</summary>
internal static class Commands
{
    private const string Allowed = "a text for /bin/sh -c, or a list of the program and its arguments";

    public static readonly ValueReader<TaskCommand?> Command = new NodeReader<TaskCommand?>(
        Allowed,
        JsonShape.OneOf(JsonShape.Text.With(@"""pattern"":""\\S"""), JsonShape.ListOf(JsonShape.AnyText, least: 1)),
        TryRead,
        Format);

    private static bool TryRead(ConfigNode node, ReadContext context, out TaskCommand? value)
    {
        value = node switch
        {
            ScalarNode { Text: var text } when !string.IsNullOrWhiteSpace(text) && !text.Contains('\0') => TaskCommand.FromText(text),
            SequenceNode { Items: [ScalarNode { Text.Length: > 0 }, ..] items } when items.All(IsArgument) =>
                TaskCommand.FromArguments([.. items.Cast<ScalarNode>().Select(item => item.Text)]),
            _ => null,
        };
        return value is not null || context.Bad(node, $"expected {Allowed}");
    }

    private static bool IsArgument(ConfigNode node) => node is ScalarNode scalar && !scalar.Text.Contains('\0');

    /// <summary>The list form is told apart from a text that looks like it, which is the rare one and so the one in quotes.</summary>
    public static string Format(TaskCommand? value) => value switch
    {
        null => "",
        { Text: { } text } => text.TrimStart('"').StartsWith('[') ? Quoted(text) : text,
        { Arguments: ImmutableArray<string> arguments } => "[" + string.Join(", ", arguments.Select(Quoted)) + "]",
    };

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
