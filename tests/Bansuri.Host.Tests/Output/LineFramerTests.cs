using System.Text;
using Bansuri.Host.Output;

namespace Bansuri.Host.Tests.Output;

public sealed class LineFramerTests
{
    [Theory]
    [InlineData("a\nb\nc", "a|b|c")]
    [InlineData("\n\nx\n", "||x")]
    [InlineData("10%\r50%\r100%\nnext\n", "100%|next")]
    [InlineData("windows\r\nlines\r\n", "windows|lines")]
    [InlineData("10%\r50%\r", "50%")]
    [InlineData("€uro ✓ 漢字\n", "€uro ✓ 漢字")]
    public void Lines_are_whole_wherever_the_chunks_are_cut(string text, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            Assert.Equal(expected, string.Join('|', Frame(true, bytes[..cut], bytes[cut..]).Select(line => line.Text)));
        }
    }

    [Fact]
    public void A_line_over_64_KiB_comes_in_parts_that_end_with_whole_characters()
    {
        var text = "x" + string.Concat(Enumerable.Repeat("漢", 50_000));
        foreach (var chunk in new[] { 1000, 4096, 65_536, 200_000 })
        {
            var lines = Frame(false, [.. Encoding.UTF8.GetBytes(text + "\nnext\n").Chunk(chunk)]);
            Assert.Equal([LinePart.First, LinePart.Middle, LinePart.Last, LinePart.Whole], lines.Select(line => line.Part));
            Assert.Equal(text, string.Concat(lines.SkipLast(1).Select(line => line.Text)));
            Assert.All(lines, line => Assert.InRange(Encoding.UTF8.GetByteCount(line.Text), 0, LineFramer.Longest));
        }
    }

    [Fact]
    public void A_progress_bar_over_64_KiB_is_one_line_with_its_last_state()
    {
        var bar = string.Concat(Enumerable.Range(0, 50_000).Select(n => $"\r{n} of 50000"));
        var line = Assert.Single(Frame(true, [.. Encoding.UTF8.GetBytes(bar + "\n").Chunk(3000)]));
        Assert.Equal("49999 of 50000", line.Text);
        Assert.Equal(LinePart.Whole, line.Part);
    }

    private static List<(string Text, LinePart Part)> Frame(bool lastStateOnly, params byte[][] chunks)
    {
        var framer = new LineFramer(lastStateOnly);
        var lines = new Lines();
        foreach (var chunk in chunks)
        {
            framer.Feed(chunk, lines);
        }

        framer.End(lines);
        return lines.Found;
    }

    private sealed class Lines : ILineSink
    {
        public List<(string, LinePart)> Found { get; } = [];

        public void Line(ReadOnlySpan<byte> line, LinePart part) => Found.Add((Encoding.UTF8.GetString(line), part));
    }
}
