using System.Text;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Host.Configuration.Sources;

/// <summary>Bytes to text: UTF-8 with or without a byte order mark, and nothing else.</summary>
internal static class SourceDecoder
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text, or null after a report.</summary>
    public static SourceText? Decode(string path, ReadOnlySpan<byte> bytes, Action<Diagnostic> report)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, 0, 0xFE, 0xFF, ..])
        {
            report(new Diagnostic(Codes.Unreadable, "the file is UTF-16 or UTF-32, not UTF-8", new SourceSpan(path, 0, 0, 0), "save it as UTF-8"));
            return null;
        }

        bytes = bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes;
        var zero = bytes.IndexOf((byte)0);
        if (zero >= 0)
        {
            report(new Diagnostic(Codes.Unreadable, "the file has a NUL byte, which no configuration has", PlaceOf(path, bytes[..zero])));
            return null;
        }

        try
        {
            return new SourceText(path, Strict.GetString(bytes));
        }
        catch (DecoderFallbackException failure)
        {
            report(new Diagnostic(Codes.Unreadable, "the file is not UTF-8 here", PlaceOf(path, bytes[..Math.Clamp(failure.Index, 0, bytes.Length)]), "save it as UTF-8"));
            return null;
        }
    }

    // No excerpt: a line that cannot be decoded cannot be shown either, so the place is all there is.
    private static SourceSpan PlaceOf(string path, ReadOnlySpan<byte> before)
    {
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(before[lineStart..]) + 1;
        return new SourceSpan(path, before.Count((byte)'\n') + 1, column, 1);
    }
}
