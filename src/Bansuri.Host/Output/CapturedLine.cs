using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Bansuri.Host.Output;

/// <summary>Reads back what <see cref="CapturedLines"/> has written; a file may hold several formats, one after the other.</summary>
internal static class CapturedLine
{
    /// <summary>No record of a line is longer: what must be escaped takes six bytes for one, and then there are time, stream and attempt.</summary>
    public const int LongestRecord = (6 * LineFramer.Longest) + 1024;

    private const int TimeLength = 29;
    private const int TextStart = TimeLength + 5;

    /// <returns>The line; or a part of a long one, which goes on in the next record.</returns>
    public static (LogLine Line, bool Continues) Parse(ReadOnlySpan<byte> line, OutputKind kind)
    {
        line = line.TrimEnd((byte)'\r');
        return ParseRecord(line) ?? (ParseText(line) ?? new LogLine(null, kind, null, line.ToArray()), false);
    }

    private static LogLine? ParseText(ReadOnlySpan<byte> line)
    {
        if (line.Length < TextStart || line[4] != '-' || line[10] != 'T' || !(line[TimeLength..TextStart] is var word && (word.SequenceEqual(" OUT "u8) || word.SequenceEqual(" ERR "u8))))
        {
            return null;
        }

        var isTime = DateTimeOffset.TryParseExact(
            Encoding.ASCII.GetString(line[..TimeLength]), "yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time);
        return isTime ? new LogLine(time, word[1] == 'E' ? OutputKind.Stderr : OutputKind.Stdout, null, line[TextStart..].ToArray()) : null;
    }

    private static (LogLine Line, bool Continues)? ParseRecord(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("{\"time\":\""u8))
        {
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            var parsed = new LogLine(
                root.GetProperty("time").GetDateTimeOffset(),
                root.GetProperty("stream").ValueEquals("stderr") ? OutputKind.Stderr : OutputKind.Stdout,
                root.GetProperty("attempt").GetInt32(),
                Encoding.UTF8.GetBytes(root.GetProperty("line").GetString() ?? ""));
            return (parsed, root.TryGetProperty("continues", out var continues) && continues.ValueKind == JsonValueKind.True);
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return null; // the task's own JSON, which happens to begin alike
        }
    }
}
