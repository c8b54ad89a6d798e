using Bansuri.Abstractions.Nodes;

namespace Bansuri.Abstractions.Readers;

/// <summary>A value as a message names it: short, on one line.</summary>
internal static class Excerpt
{
    private const int Longest = 60;

    public static string Of(ConfigNode node) => node switch
    {
        ScalarNode { IsNull: true } => "(nothing)",
        ScalarNode scalar => Quote(scalar.Text),
        SequenceNode => "(a list)",
        _ => "(a mapping)",
    };

    /// <summary>A text that a person wrote for people, as it is unless it is very long.</summary>
    public static string Line(string text) => text.Length <= 4 * Longest ? text : text[..(4 * Longest)] + "...";

    public static string Quote(string text)
    {
        var line = text.AsSpan();
        var end = line.IndexOfAny('\r', '\n');
        var shortened = end >= 0 || line.Length > Longest;
        line = end >= 0 ? line[..end] : line;
        return shortened ? $"'{line[..Math.Min(line.Length, Longest)]}...'" : $"'{line}'";
    }
}
