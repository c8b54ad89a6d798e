using System.Collections.Immutable;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Abstractions.Readers;

/// <summary><c>environment</c>: a mapping of variables, whose values are expanded once, when they are read.</summary>
internal static class Environments
{
    private const string Allowed = "a mapping of variables to values";

    public static readonly ValueReader<ImmutableSortedDictionary<string, string>> Environment = new NodeReader<ImmutableSortedDictionary<string, string>>(
        Allowed,
        new JsonShape($$"""{"type":"object","additionalProperties":{{JsonShape.AnyText.Schema}}}"""),
        TryRead,
        value => string.Join('\n', value.Select(variable => OneLine($"{variable.Key}={variable.Value}"))))
    {
        SameValues = (left, right) => left.Count == right.Count && left.SequenceEqual(right),
    };

    // A line of a value must not look like the next variable.
    private static string OneLine(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static bool TryRead(ConfigNode node, ReadContext context, out ImmutableSortedDictionary<string, string> value)
    {
        value = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        if (node is not MappingNode mapping)
        {
            return context.Bad(node, $"expected {Allowed}");
        }

        var variables = value.ToBuilder();
        var good = true;
        foreach (var entry in mapping.Entries)
        {
            if (entry.Value is not ScalarNode scalar)
            {
                good = context.Bad(entry.Value, $"the value of '{entry.Key.Text}' must be a text");
            }
            else if (entry.Key.Text.Length == 0 || entry.Key.Text.AsSpan().IndexOfAny('=', '\0') >= 0 || scalar.Text.Contains('\0'))
            {
                good = context.Bad(entry.Key, "a variable's name is not empty and has no '='");
            }
            else if (Expansion.TryExpand(scalar.IsNull ? "" : scalar.Text, context.Variables, out var expanded, out var problem))
            {
                variables[entry.Key.Text] = expanded;
            }
            else
            {
                good = false;
                context.Report(new Diagnostic(Codes.BadExpansion, $"'{context.Key}.{entry.Key.Text}'{(context.Task is null ? "" : $" of task '{context.Task}'")}: {problem}", scalar.Span));
            }
        }

        value = variables.ToImmutable();
        return good;
    }
}
