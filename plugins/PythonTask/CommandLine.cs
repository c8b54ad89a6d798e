using System.Collections.Immutable;
using System.Text;
using Bansuri.Abstractions;

namespace Bansuri.Plugins.Python;

/// <summary>Splits a command as a shell splits words: blanks, quotes and backslashes; nothing is expanded.</summary>
internal static class CommandLine
{
    /// <exception cref="TaskStartException">A quote is not closed.</exception>
    public static ImmutableArray<string> Split(string text)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        StringBuilder? word = null;
        var quote = '\0';
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (quote == '\0' && char.IsWhiteSpace(letter))
            {
                if (word is not null)
                {
                    words.Add(word.ToString());
                }

                word = null;
                continue;
            }

            word ??= new StringBuilder();
            if (quote == letter)
            {
                quote = '\0';
            }
            else if (quote == '\0' && (letter is '\'' or '"'))
            {
                quote = letter;
            }
            else if (letter == '\\' && quote != '\'' && at + 1 < text.Length && (quote == '\0' || text[at + 1] is '"' or '\\'))
            {
                word.Append(text[++at]);
            }
            else
            {
                word.Append(letter);
            }
        }

        if (quote != '\0')
        {
            throw new TaskStartException($"the command has no closing {quote}");
        }

        return word is null ? words.ToImmutable() : [.. words, word.ToString()];
    }
}
