using System.Text.RegularExpressions;

namespace Bansuri.Acceptance.Tests.Docs;

/// <summary>
/// The steps of a tour in Markdown: a block whose first line is a comment with a file's name is that file; a `console`
/// block has commands after `$ ` and what they print, where `...` stands for anything.
/// </summary>
internal abstract partial record TourStep
{
    public sealed record SaveFile(string Name, string Text) : TourStep;

    public sealed record Command(string Line, IReadOnlyList<string> Expected) : TourStep
    {
        /// <summary>Whether each expected line occurs, in this order.</summary>
        public bool IsMetBy(string output)
        {
            var lines = output.Split('\n');
            var from = 0;
            foreach (var expected in Expected)
            {
                var pattern = "^" + Regex.Escape(expected).Replace(@"\.\.\.", ".*", StringComparison.Ordinal) + "$";
                from = Array.FindIndex(lines, from, line => Regex.IsMatch(line, pattern)) + 1;
                if (from == 0)
                {
                    return false;
                }
            }

            return true;
        }
    }

    public static IReadOnlyList<TourStep> Read(string markdown) => [.. Block().Matches(markdown).SelectMany(ReadBlock)];

    private static IEnumerable<TourStep> ReadBlock(Match block)
    {
        var text = block.Groups["text"].Value;
        if (block.Groups["language"].Value == "console")
        {
            return ReadCommands(text);
        }

        return FileName().Match(text) is { Success: true } name ? [new SaveFile(name.Groups["name"].Value, text)] : [];
    }

    private static IEnumerable<TourStep> ReadCommands(string text) =>
        from part in Prompt().Split(text).Where(part => part.Length > 0)
        let lines = part.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        select new Command(lines[0], lines[1..]);

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\$ ", RegexOptions.Multiline)]
    private static partial Regex Prompt();

    [GeneratedRegex(@"\A(#|//) (?<name>[\w.]+)\n")]
    private static partial Regex FileName();
}
