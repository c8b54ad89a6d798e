using System.Text;
using Bansuri.Host.Composition;
using Bansuri.Host.Output;

namespace Bansuri.Host.Tests.Composition;

public sealed class LogTextsTests
{
    [Fact]
    public async Task A_line_of_any_bytes_becomes_valid_text_and_a_gap_stays_where_it_is()
    {
        LogLine[] first = [Line("one"u8), Line([.. "b"u8, 0xff, 0xc3, .. "d"u8]), LogLine.Gap(70), Line("é"u8)];

        Assert.Equal(["one\nb\ufffd\ufffdd\n", "70", "é\n", "70", "two\n"], await Said([first, [LogLine.Gap(70), Line("two"u8)], []]));
    }

    [Fact]
    public async Task A_long_past_comes_in_pieces_of_whole_lines()
    {
        var lines = Enumerable.Range(0, 20).Select(_ => Line(new string('x', 10_000))).ToList();

        var said = await Said([lines]);

        Assert.Equal(3, said.Count);
        Assert.All(said, piece => Assert.EndsWith("\n", piece, StringComparison.Ordinal));
        Assert.Equal(20 * 10_001, said.Sum(piece => piece.Length));
    }

    private static LogLine Line(ReadOnlySpan<byte> bytes) => new(null, OutputKind.Stdout, null, bytes.ToArray());

    private static LogLine Line(string text) => Line(Encoding.UTF8.GetBytes(text));

    private static async Task<List<string>> Said(IEnumerable<IReadOnlyList<LogLine>> batches)
    {
        var said = new List<string>();
        await foreach (var text in LogTexts.Of(batches.ToAsyncEnumerable()))
        {
            said.Add(text.Missed > 0 ? $"{text.Missed}" : Encoding.UTF8.GetString(text.Lines.Span));
        }

        return said;
    }
}
