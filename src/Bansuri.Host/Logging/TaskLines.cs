using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bansuri.Host.Output;

namespace Bansuri.Host.Logging;

/// <summary>
/// One task's output in the host's log: <c>2026-01-09T11:06:18.123+01:00 OUT [Script1] the line</c>, or the same as a compact log
/// event. It goes past Serilog, byte by byte into the queues that Serilog's events go through too (docs/decisions/0010).
/// </summary>
internal sealed class TaskLines(string task, HostLogFormat format, IReadOnlyList<LogQueue> queues, TimeProvider clock) : IHostLogLines
{
    private const int HandOverSize = 64 << 10;
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly byte[] GoesOn = " [...]"u8.ToArray();
    private static readonly byte[] ComesFrom = "[...] "u8.ToArray();

    private readonly TimeText _time = new(clock);
    private readonly byte[] _name = Encoding.UTF8.GetBytes($"[{task}] ");
    private ArrayBufferWriter<byte>? _lines;
    private int _count;

    public void Line(OutputMark mark, ReadOnlySpan<byte> line, LinePart part)
    {
        _lines ??= new ArrayBufferWriter<byte>();
        _count++;
        if (format == HostLogFormat.Json)
        {
            WriteJson(_lines, mark, line, part);
        }
        else
        {
            WriteText(_lines, mark, line, part);
        }
    }

    public async ValueTask FlushAsync()
    {
        if (_lines is not { WrittenCount: > 0 } lines)
        {
            return;
        }

        foreach (var queue in queues)
        {
            await queue.AddAsync(lines.WrittenMemory, _count);
        }

        lines.ResetWrittenCount();
        _count = 0;
        _lines = lines.Capacity > 2 * HandOverSize ? null : lines;
    }

    private void WriteText(ArrayBufferWriter<byte> lines, OutputMark mark, ReadOnlySpan<byte> line, LinePart part)
    {
        lines.Write(_time.Of(mark.UtcTicks));
        lines.Write(mark.Stream.Origin.Kind == OutputKind.Stderr ? " ERR "u8 : " OUT "u8);
        lines.Write(_name);
        if (!part.HasFlag(LinePart.First))
        {
            lines.Write(ComesFrom);
        }

        SafeText.Write(lines, line);
        if (!part.HasFlag(LinePart.Last))
        {
            lines.Write(GoesOn);
        }

        lines.Write("\n"u8);
    }

    private void WriteJson(ArrayBufferWriter<byte> lines, OutputMark mark, ReadOnlySpan<byte> line, LinePart part)
    {
        using (var writer = new Utf8JsonWriter(lines, Json))
        {
            writer.WriteStartObject();
            writer.WriteString("@t"u8, new DateTime(mark.UtcTicks, DateTimeKind.Utc));
            writer.WriteString("@m"u8, Encoding.UTF8.GetString(line));
            writer.WriteString("Task"u8, task);
            writer.WriteString("Stream"u8, mark.Stream.Origin.Kind == OutputKind.Stderr ? "stderr"u8 : "stdout"u8);
            writer.WriteNumber("Attempt"u8, mark.Stream.Origin.Attempt);
            if (part != LinePart.Whole)
            {
                writer.WriteString("Part"u8, part == LinePart.First ? "first"u8 : part == LinePart.Last ? "last"u8 : "middle"u8);
            }

            writer.WriteEndObject();
        }

        lines.Write("\n"u8);
    }
}
