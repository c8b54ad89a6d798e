using System.Collections.Immutable;
using System.Text;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Host.Configuration.Sources;

namespace Bansuri.Host.Configuration;

/// <summary>Diagnostics as people read them: the form of docs/errors.md.</summary>
/// <param name="texts">The texts for excerpts.</param>
/// <param name="directory">Files below this folder are shown relative to it.</param>
internal sealed class DiagnosticRenderer(ImmutableArray<SourceText> texts, string directory)
{
    private const int WidestExcerpt = 160;

    /// <summary>All of them, each followed by an empty line, and the line that counts them.</summary>
    public string Render(IReadOnlyCollection<Diagnostic> diagnostics)
    {
        var text = new StringBuilder();
        foreach (var diagnostic in diagnostics)
        {
            text.Append(Render(diagnostic)).Append('\n');
        }

        return text.Append(Summary(diagnostics)).ToString();
    }

    /// <summary><c>3 errors; configuration not applied</c>; without errors <c>1 warning</c>; without either nothing.</summary>
    public static string Summary(IReadOnlyCollection<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error);
        return errors > 0 ? $"{Count(errors, "error")}; configuration not applied\n" : diagnostics.Count > 0 ? Count(diagnostics.Count, "warning") + "\n" : "";
    }

    /// <summary>One of them; ends with a line feed.</summary>
    public string Render(Diagnostic diagnostic)
    {
        var text = new StringBuilder();
        text.Append($"{(diagnostic.Severity == Severity.Error ? "error" : "warning")}[{diagnostic.Code}]: {OneLine(diagnostic.Message)}\n");
        var (file, line, column, length) = diagnostic.Span;
        var gutter = "";
        if (file is not null)
        {
            gutter = new string(' ', line > 0 ? line.ToString().Length : 1);
            text.Append($"{gutter}--> {Shown(file)}{(line > 0 ? $":{line}:{column}" : "")}\n");
        }

        if (file is not null && line > 0 && texts.FirstOrDefault(source => source.Path == file) is { } found)
        {
            var (around, place) = found.Around(line, column, 4 * WidestExcerpt);
            text.Append(Excerpt(around, gutter, (line, place, length)));
        }

        return diagnostic.Help is null ? text.ToString() : text.Append($"{gutter} = help: {OneLine(diagnostic.Help)}\n").ToString();
    }

    private static string Excerpt(string source, string gutter, (int Line, int Column, int Length) at)
    {
        var runes = source.EnumerateRunes().ToArray();
        var before = Math.Min(at.Column - 1, runes.Length);

        // A line of a megabyte (a file without line ends) is shown around its place.
        var first = runes.Length > WidestExcerpt ? Math.Max(0, before - (WidestExcerpt / 2)) : 0;
        var shown = runes.Skip(first).Take(WidestExcerpt).ToArray();
        before -= first;
        var carets = Math.Clamp(at.Length, 1, Math.Max(1, shown.Length - before));

        // The caret line repeats the tabs, so that it lines up whatever a tab is wide.
        var indent = string.Concat(shown.Take(before).Select(rune => rune.Value == '\t' ? '\t' : ' '));
        var line = string.Concat(shown.Select(rune => Rune.IsControl(rune) && rune.Value != '\t' ? "?" : rune.ToString()));
        return $"{gutter} |\n{at.Line} | {line}\n{gutter} | {indent}{new string('^', carets)}\n";
    }

    private string Shown(string file)
    {
        var prefix = directory.TrimEnd('/') + "/";
        return file.StartsWith(prefix, StringComparison.Ordinal) ? file[prefix.Length..] : file;
    }

    private static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";
}
