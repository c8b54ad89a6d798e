using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bansuri.Abstractions;

namespace Bansuri.Host.Output;

/// <summary>Lines for a captured file in one of the formats that have them, collected until they are written.</summary>
internal sealed class CapturedLines(TimeProvider clock) : ILineSink
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TimeText _time = new(clock);
    private readonly ArrayBufferWriter<byte> _lines = new();

    /// <summary>Stream and time of what is fed next.</summary>
    public OutputMark Mark { get; set; }

    public LogFormat Format { get; set; }

    public ReadOnlyMemory<byte> Written => _lines.WrittenMemory;

    public void Clear() => _lines.ResetWrittenCount();

    public void Line(ReadOnlySpan<byte> line, LinePart part)
    {
        if (Format == LogFormat.Json)
        {
            WriteJson(line, part);
        }
        else
        {
            WriteText(line, part);
        }
    }

    private void WriteText(ReadOnlySpan<byte> line, LinePart part)
    {
        if (part.HasFlag(LinePart.First))
        {
            _lines.Write(_time.Of(Mark.UtcTicks));
            _lines.Write(Mark.Stream.Origin.Kind == OutputKind.Stderr ? " ERR "u8 : " OUT "u8);
        }

        _lines.Write(line);
        if (part.HasFlag(LinePart.Last))
        {
            _lines.Write("\n"u8);
        }
    }

    private void WriteJson(ReadOnlySpan<byte> line, LinePart part)
    {
        using (var writer = new Utf8JsonWriter(_lines, Json))
        {
            writer.WriteStartObject();
            writer.WriteString("time"u8, _time.Of(Mark.UtcTicks));
            writer.WriteString("stream"u8, Mark.Stream.Origin.Kind == OutputKind.Stderr ? "stderr"u8 : "stdout"u8);
            writer.WriteNumber("attempt"u8, Mark.Stream.Origin.Attempt);
            writer.WriteString("line"u8, Encoding.UTF8.GetString(line));
            if (!part.HasFlag(LinePart.Last))
            {
                writer.WriteBoolean("continues"u8, true);
            }

            writer.WriteEndObject();
        }

        _lines.Write("\n"u8);
    }
}
