using Bansuri.Abstractions.Nodes;

namespace Bansuri.Host.Configuration.Sources;

/// <summary>The text of one file, and the places in it.</summary>
internal sealed class SourceText
{
    // Found once: a file may be one line of megabytes, and each of its values asks for a place.
    private readonly Lazy<int[]> _lines;
    private readonly Lazy<int[]> _pairs;

    public SourceText(string path, string text)
    {
        Path = path;
        Text = text;
        _lines = new(() => FindLines(text));
        _pairs = new(() => FindPairs(text));
    }

    /// <summary>The absolute path, as it was reached.</summary>
    public string Path { get; }

    public string Text { get; }

    /// <summary>How many lines there are; one that a line end at the end of the text begins is one of them.</summary>
    public int Lines => _lines.Value.Length;

    /// <summary>A line, counted from 1, without its end; empty past the last one.</summary>
    public ReadOnlySpan<char> Line(int number)
    {
        if (number < 1 || number > _lines.Value.Length)
        {
            return [];
        }

        return Text.AsSpan(_lines.Value[number - 1]..EndOf(number)).TrimEnd("\r\n");
    }

    /// <summary>A place by line and column in UTF-16 units from 1, in characters as people count them.</summary>
    public SourceSpan Span(int line, int column, int length)
    {
        if (_pairs.Value.Length > 0 && line >= 1 && line <= _lines.Value.Length)
        {
            var start = _lines.Value[line - 1];
            column -= PairsBefore(Math.Min(start + column - 1, EndOf(line))) - PairsBefore(start);
        }

        return new SourceSpan(Path, line, column, Math.Max(1, length));
    }

    /// <summary>A place by its offset in the text.</summary>
    public SourceSpan SpanAt(int offset, int length)
    {
        var found = Array.BinarySearch(_lines.Value, offset);
        var line = found >= 0 ? found : ~found - 1;
        return Span(line + 1, offset - _lines.Value[line] + 1, length);
    }

    /// <summary>
    /// What stands around a place: of a line without an end in sight, as much as people look at. With it comes the column that the place has
    /// in there.
    /// </summary>
    public (string Text, int Column) Around(int line, int column, int reach)
    {
        var text = Line(line);
        if (text.Length <= reach)
        {
            return (text.ToString(), column);
        }

        var at = Math.Min(UnitsBefore(line, column), text.Length);
        var from = Math.Max(0, at - reach);
        from -= from > 0 && char.IsLowSurrogate(text[from]) ? 1 : 0;
        var window = text[from..Math.Min(text.Length, at + reach)];
        var start = _lines.Value[line - 1];
        return (window.ToString(), at - from - (PairsBefore(start + at) - PairsBefore(start + from)) + 1);
    }

    // The column counts a pair once; its second half stands one further for each pair before it.
    private int UnitsBefore(int line, int column)
    {
        var start = _lines.Value[line - 1];
        var first = PairsBefore(start);
        var (low, high) = (first, _pairs.Value.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var character = _pairs.Value[middle] - 1 - start - (middle - first);
            (low, high) = character < column - 1 ? (middle + 1, high) : (low, middle);
        }

        return column - 1 + (low - first);
    }

    private int EndOf(int line) => line < _lines.Value.Length ? _lines.Value[line] : Text.Length;

    private int PairsBefore(int offset)
    {
        var found = Array.BinarySearch(_pairs.Value, offset);
        return found >= 0 ? found : ~found;
    }

    // Where the second half of a surrogate pair stands, which is no character of its own.
    private static int[] FindPairs(string text)
    {
        var pairs = new List<int>();
        for (var at = text.AsSpan().IndexOfAnyInRange('\uDC00', '\uDFFF'); at >= 0 && at < text.Length; at++)
        {
            if (char.IsLowSurrogate(text[at]))
            {
                pairs.Add(at);
            }
        }

        return [.. pairs];
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
