namespace Bansuri.Host.Cli.Rendering;

/// <summary>Columns, aligned; nothing is ever cut.</summary>
internal sealed class TextTable(params string[] header)
{
    private const string Gap = "  ";

    private readonly List<string[]> _rows = [header];

    public void Add(params string[] cells) => _rows.Add([.. cells.Select(Printable)]);

    /// <param name="output">Where to.</param>
    /// <param name="paint">Gets column and padded cell, and may wrap it in escape sequences.</param>
    public void Write(TextWriter output, Func<int, string, string>? paint = null)
    {
        var widths = header.Select((_, column) => _rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in _rows)
        {
            var cells = row.Select((cell, column) => column == row.Length - 1 ? cell : cell.PadRight(widths[column]));
            var painted = paint is null || ReferenceEquals(row, header) ? cells : cells.Select((cell, column) => paint(column, cell));
            output.WriteLine(string.Join(Gap, painted).TrimEnd());
        }
    }

    /// <summary>A reason may quote what a task wrote: it must not steer the terminal.</summary>
    private static string Printable(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(letter => char.IsControl(letter) ? '\u00b7' : letter)) : text;
}
