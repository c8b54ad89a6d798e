using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Bansuri.Host.Control;
using Bansuri.Host.Output;

namespace Bansuri.Host.Composition;

/// <summary>Batches of lines as they are printed, in pieces that fit a few reads.</summary>
internal static class LogTexts
{
    private const int PieceSize = 64 << 10;

    public static async IAsyncEnumerable<LogText> Of(IAsyncEnumerable<IReadOnlyList<LogLine>> batches)
    {
        var text = new ArrayBufferWriter<byte>();
        await foreach (var batch in batches)
        {
            for (var i = 0; i < batch.Count; i++)
            {
                var line = batch[i];
                if (line.Kind != OutputKind.Gap)
                {
                    Append(text, line.Bytes.Span);
                }

                if (text.WrittenCount > 0 && (i == batch.Count - 1 || text.WrittenCount >= PieceSize || batch[i + 1].Kind == OutputKind.Gap))
                {
                    yield return new LogText(text.WrittenMemory);
                    text.ResetWrittenCount();
                }

                if (line.Kind == OutputKind.Gap)
                {
                    yield return new LogText(default, line.Missed);
                }
            }
        }
    }

    private static void Append(ArrayBufferWriter<byte> text, ReadOnlySpan<byte> line)
    {
        if (Utf8.IsValid(line))
        {
            text.Write(line);
        }
        else
        {
            // Each bad byte becomes U+FFFD.
            text.Write(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(line)));
        }

        text.Write("\n"u8);
    }
}
