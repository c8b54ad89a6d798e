using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;
using YamlDotNet.Core;

namespace Bansuri.Host.Configuration.Sources;

/// <summary>What YamlDotNet says of a text, in the words and at the place of whoever wrote it.</summary>
internal static class YamlProblem
{
    public static Diagnostic Of(YamlException problem, SourceText source)
    {
        var (line, column) = ((int)Math.Max(1, problem.Start.Line), (int)Math.Max(1, problem.Start.Column));
        return problem.Message switch
        {
            _ when Says("tab") && Tab(source, line) is { } tab => new Diagnostic(Codes.Syntax, "a tab indents this line, where YAML takes only blanks", tab, "indent it with blanks"),
            _ when Says("cannot start any token") && source.Line(line) is var text && column <= text.Length =>
                new Diagnostic(Codes.Syntax, $"a text cannot begin with '{text[column - 1]}'", source.Span(line, column, 1), "put it into quotes"),
            _ when Says("invalid mapping") => new Diagnostic(Codes.Syntax, "not YAML: a mapping begins here, within a text", source.Span(line, column, 1), "put the whole text into quotes"),
            _ when Says("block") => new Diagnostic(Codes.Syntax, Wording(problem.Message), Place(source, line, column), "look at the indentation of this line and of the one before it"),
            var message => new Diagnostic(Codes.Syntax, Wording(message), Place(source, line, column)),
        };

        bool Says(string words) => problem.Message.Contains(words, StringComparison.Ordinal);
    }

    // YamlDotNet names the beginning of what the tab is in.
    private static SourceSpan? Tab(SourceText source, int from)
    {
        for (var line = from; line <= source.Lines; line++)
        {
            var text = source.Line(line);
            var tab = text[..(text.Length - text.TrimStart().Length)].IndexOf('\t');
            if (tab >= 0)
            {
                return source.Span(line, tab + 1, 1);
            }
        }

        return null;
    }

    // Past the end there is nothing to look at: what is missing is missing behind the last text.
    private static SourceSpan Place(SourceText source, int line, int column)
    {
        var last = line;
        while (last > 1 && source.Line(last).IsWhiteSpace())
        {
            last--;
        }

        return last == line || line < source.Lines ? source.Span(line, column, 1) : source.Span(last, source.Line(last).TrimEnd().Length + 1, 1);
    }

    // "While parsing a block mapping, did not find expected key."
    private static string Wording(string message) =>
        message.Length == 0 ? "this is not YAML" : "not YAML: " + char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.');
}
