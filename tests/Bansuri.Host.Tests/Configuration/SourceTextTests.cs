using Bansuri.Host.Configuration.Sources;

namespace Bansuri.Host.Tests.Configuration;

/// <summary>Places as people count them, in texts with all the line ends and with characters of two UTF-16 units.</summary>
public sealed class SourceTextTests
{
    private const string Text = "one\r\n😀two 😀x\rthree\n\nfive😀";

    [Theory]
    [InlineData(1, "one")]
    [InlineData(2, "😀two 😀x")]
    [InlineData(3, "three")]
    [InlineData(4, "")]
    [InlineData(5, "five😀")]
    [InlineData(6, "")]
    [InlineData(0, "")]
    public void A_line_is_what_stands_between_its_ends(int number, string line) => Assert.Equal(line, new SourceText("f", Text).Line(number).ToString());

    [Theory]
    [InlineData("one", 1, 1)]
    [InlineData("two", 2, 2)]
    [InlineData("x", 2, 7)]
    [InlineData("three", 3, 1)]
    [InlineData("five", 5, 1)]
    public void A_place_counts_characters_and_not_their_halves(string word, int line, int column)
    {
        var place = new SourceText("f", Text).SpanAt(Text.IndexOf(word, StringComparison.Ordinal), word.Length);

        Assert.Equal((line, column), (place.Line, place.Column));
    }

    [Theory]
    [InlineData(2, 100, 98)]
    [InlineData(5, 7, 6)]
    public void A_column_behind_the_end_of_its_line_counts_the_pairs_before_it(int line, int column, int expected) =>
        Assert.Equal(expected, new SourceText("f", Text).Span(line, column, 1).Column);
}
