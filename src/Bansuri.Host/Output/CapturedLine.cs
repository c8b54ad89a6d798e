using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Bansuri.Host.Output;

/// <summary>Reads back what <see cref="CapturedLines"/> has written; a file may hold several formats, one after the other.</summary>
internal static class CapturedLine
{
    private const int TimeLength = 29;
    private const int TextStart = TimeLength + 5;

    public static LogLine Parse(ReadOnlySpan<byte> line, OutputKind kind)
    {
        line = line.TrimEnd((byte)'\r');
        return ParseText(line) ?? ParseJson(line) ?? new LogLine(null, kind, null, line.ToArray());
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

    private static LogLine? ParseJson(ReadOnlySpan<byte> line)
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
            return new LogLine(
                root.GetProperty("time").GetDateTimeOffset(),
                root.GetProperty("stream").ValueEquals("stderr") ? OutputKind.Stderr : OutputKind.Stdout,
                root.GetProperty("attempt").GetInt32(),
                Encoding.UTF8.GetBytes(root.GetProperty("line").GetString() ?? ""));
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return null; // the task's own JSON, which happens to begin alike
        }
    }
}
