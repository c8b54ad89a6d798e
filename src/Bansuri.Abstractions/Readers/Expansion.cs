using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Bansuri.Abstractions.Readers;

/// <summary>
/// <c>${VAR}</c> (empty when unset), <c>${VAR:-default}</c>, <c>${VAR:?message}</c> and <c>$$</c>, as a POSIX shell has them; a lone
/// <c>$</c> stays. Defaults may hold further expansions.
/// </summary>
internal static class Expansion
{
    private const int Deepest = 16;

    public static bool TryExpand(
        string text,
        Func<string, string?> variables,
        out string expanded,
        [NotNullWhen(false)] out string? problem) => TryExpand(text, variables, 0, out expanded, out problem);

    private static bool TryExpand(string text, Func<string, string?> variables, int depth, out string expanded, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        if (!text.Contains('$'))
        {
            expanded = text;
            return true;
        }

        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '$' || at + 1 == text.Length || text[at + 1] is not ('$' or '{'))
            {
                result.Append(text[at]);
            }
            else if (text[++at] == '$')
            {
                result.Append('$');
            }
            else
            {
                var end = Closing(text, at);
                problem = end < 0 ? "'${' is never closed" : depth == Deepest ? "expansions are nested too deep" : null;
                if (problem is not null || !TryOne(text[(at + 1)..end], variables, depth, result, out problem))
                {
                    break;
                }

                at = end;
            }
        }

        expanded = result.ToString();
        return problem is null;
    }

    private static bool TryOne(string inner, Func<string, string?> variables, int depth, StringBuilder result, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        var colon = inner.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? inner : inner[..colon];
        var operation = colon < 0 || colon + 1 == inner.Length ? '\0' : inner[colon + 1];
        if (name.Length == 0 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') || (colon >= 0 && operation is not ('-' or '?')))
        {
            problem = $"{Excerpt.Quote($"${{{inner}}}")} is none of ${{VAR}}, ${{VAR:-default}}, ${{VAR:?message}}; a literal '$' is written '$$'";
            return false;
        }

        var value = variables(name);
        if (!string.IsNullOrEmpty(value) || operation == '\0')
        {
            result.Append(value);
            return true;
        }

        var rest = inner[(colon + 2)..];
        if (operation == '?')
        {
            problem = rest.Length == 0 ? $"the variable {Excerpt.Line(name)} is not set" : $"{name}: {Excerpt.Line(rest)}";
            return false;
        }

        var good = TryExpand(rest, variables, depth + 1, out var fallback, out problem);
        result.Append(fallback);
        return good;
    }

    private static int Closing(string text, int open)
    {
        var depth = 0;
        for (var at = open; at < text.Length; at++)
        {
            depth += text[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
            {
                return at;
            }
        }

        return -1;
    }
}
