using Bansuri.Abstractions.Nodes;

namespace Bansuri.Host.Configuration.Sources;

/// <summary>The text of one file, and the places in it.</summary>
internal sealed class SourceText
{
    private readonly Lazy<int[]> _lines;

    public SourceText(string path, string text)
    {
        Path = path;
        Text = text;
        _lines = new(() => FindLines(text));
    }

    /// <summary>The absolute path, as it was reached.</summary>
    public string Path { get; }

    public string Text { get; }

    /// <summary>A line, counted from 1, without its end; empty past the last one.</summary>
    public ReadOnlySpan<char> Line(int number)
    {
        if (number < 1 || number > _lines.Value.Length)
        {
            return [];
        }

        var line = Text.AsSpan(_lines.Value[number - 1]);
        var end = line.IndexOfAny('\r', '\n');
        return end < 0 ? line : line[..end];
    }

    /// <summary>A place by line and column in UTF-16 units from 1, in characters as people count them.</summary>
    public SourceSpan Span(int line, int column, int length)
    {
        var before = Line(line);
        before = before[..Math.Min(before.Length, column - 1)];
        var surrogates = 0;
        foreach (var unit in before)
        {
            surrogates += char.IsLowSurrogate(unit) ? 1 : 0;
        }

        return new SourceSpan(Path, line, column - surrogates, Math.Max(1, length));
    }

    /// <summary>A place by its offset in the text.</summary>
    public SourceSpan SpanAt(int offset, int length)
    {
        var found = Array.BinarySearch(_lines.Value, offset);
        var line = found >= 0 ? found : ~found - 1;
        return Span(line + 1, offset - _lines.Value[line] + 1, length);
    }

    // As YAML and editors count: a lone carriage return ends a line too.
    private static int[] FindLines(string text)
    {
        var starts = new List<int> { 0 };
        for (var at = 0; at < text.Length; at++)
        {
            var next = text.AsSpan(at).IndexOfAny('\r', '\n');
            if (next < 0)
            {
                break;
            }

            at += next;
            at += text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 1 : 0;
            starts.Add(at + 1);
        }

        return [.. starts];
    }
}
