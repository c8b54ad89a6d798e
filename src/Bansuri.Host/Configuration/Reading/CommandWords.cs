using System.Collections.Immutable;
using System.Text;

namespace Bansuri.Host.Configuration.Reading;

/// <summary>
/// A text to the words that a POSIX shell would make of it, by the rules of its quotes and backslashes alone. What only a shell can do - a
/// pipe, a redirection, a variable - is refused rather than handed to the program as a word. Pure.
/// </summary>
internal static class CommandWords
{
    private const string Operators = "|&;<>()`";

    /// <returns>The words, or what is wrong.</returns>
    public static (ImmutableArray<string> Words, string? Problem) Split(string text)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var word = default(StringBuilder);
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\'' or '"':
                    var end = Quoted(text, at, word ??= new StringBuilder(), out var problem);
                    if (problem is not null)
                    {
                        return ([], problem);
                    }

                    at = end;
                    break;
                case '\\' when at + 1 < text.Length:
                    (word ??= new StringBuilder()).Append(text[++at]);
                    break;
                case '\\':
                    return ([], "it ends in a backslash");
                case ' ' or '\t' or '\r' or '\n' when word is not null:
                    words.Add(word.ToString());
                    word = null;
                    break;
                case ' ' or '\t' or '\r' or '\n':
                    break;
                case '~' when word is null:
                case var special when special == '$' || Operators.Contains(special, StringComparison.Ordinal):
                    return ([], OnlyAShell(text[at]));
                default:
                    (word ??= new StringBuilder()).Append(text[at]);
                    break;
            }
        }

        if (word is not null)
        {
            words.Add(word.ToString());
        }

        return words is [{ Length: > 0 }, ..] ? (words.ToImmutable(), null) : ([], "it names no program");
    }

    /// <summary>Appends what stands between quotes; returns the place of the closing one.</summary>
    private static int Quoted(string text, int start, StringBuilder word, out string? problem)
    {
        var quote = text[start];
        problem = null;
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] == quote)
            {
                return at;
            }

            if (quote == '"' && text[at] is '$' or '`')
            {
                problem = OnlyAShell(text[at]);
                return at;
            }

            if (quote == '"' && text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\\' or '$' or '`')
            {
                at++;
            }

            word.Append(text[at]);
        }

        problem = $"a {quote} is not closed";
        return text.Length;
    }

    private static string OnlyAShell(char special) => $"only a shell understands {special} here, and there is none";
}
