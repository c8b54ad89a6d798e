using System.Buffers;
using System.Globalization;
using System.Text;

namespace Bansuri.Host.Logging;

/// <summary>
/// Makes a line harmless for terminals and for whoever reads logs by line: valid UTF-8, invalid bytes as U+FFFD, and what would move
/// the cursor, colour, reorder or break the line written out, such as <c>\x1b</c>. Tabs stay.
/// </summary>
internal static class SafeText
{
    private static readonly SearchValues<byte> Printable = SearchValues.Create(
        [(byte)'\t', .. Enumerable.Range(0x20, 0x7f - 0x20).Select(value => (byte)value)]);

    public static void Write(IBufferWriter<byte> target, ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var plain = line.IndexOfAnyExcept(Printable);
            if (plain < 0)
            {
                target.Write(line);
                return;
            }

            target.Write(line[..plain]);
            line = line[plain..];
            _ = Rune.DecodeFromUtf8(line, out var rune, out var length);
            WriteRune(target, rune);
            line = line[length..];
        }
    }

    public static string Of(string text)
    {
        var target = new ArrayBufferWriter<byte>();
        Write(target, Encoding.UTF8.GetBytes(text));
        return Encoding.UTF8.GetString(target.WrittenSpan);
    }

    private static void WriteRune(IBufferWriter<byte> target, Rune rune)
    {
        if (IsHarmless(rune))
        {
            target.Advance(rune.EncodeToUtf8(target.GetSpan(4)));
            return;
        }

        var code = rune.Value < 0x100 ? $"\\x{rune.Value:x2}" : $"\\u{rune.Value:x4}";
        target.Write(Encoding.ASCII.GetBytes(code));
    }

    /// <summary>The bidirectional controls make a line read otherwise than it is (CVE-2021-42574).</summary>
    private static bool IsHarmless(Rune rune) =>
        rune.Value is not ((>= 0x202a and <= 0x202e) or (>= 0x2066 and <= 0x2069))
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
