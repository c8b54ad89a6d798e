using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Text.Json;

namespace Bansuri.Host.Isolation;

/// <summary>Messages as lines over a stream. One reader, any number of writers; closing the stream ends them all.</summary>
/// <param name="stream">Owned by the caller.</param>
[SuppressMessage("Design", "CA1001", Justification = "Who still waits for the semaphore when the stream is closed may do so: it is nothing but memory.")]
internal sealed class MessageChannel(Stream stream)
{
    /// <summary>More than the arguments and the environment of a process can be.</summary>
    public const int LongestLine = 8 << 20;

    // Never completed: a read that is under way would go on into a buffer that is somebody else's by then.
    private readonly PipeReader _reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16 << 10, leaveOpen: true));
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The next message; null at the end, however it came.</summary>
    /// <exception cref="ChannelException">What came is none.</exception>
    public async Task<ChannelMessage?> ReadAsync()
    {
        try
        {
            while (true)
            {
                var read = await _reader.ReadAsync();
                if (read.Buffer.PositionOf((byte)'\n') is { } end)
                {
                    var message = Parse(read.Buffer.Slice(0, end));
                    _reader.AdvanceTo(read.Buffer.GetPosition(1, end));
                    return message;
                }

                _reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                CheckLength(read.Buffer);

                // Half a line is what a crash cut off.
                if (read.IsCompleted)
                {
                    return null;
                }
            }
        }
        catch (Exception error) when (IsEnd(error))
        {
            return null;
        }
    }

    /// <summary>Waits until the other side takes it; one that is gone is no error, as its reader learns of that.</summary>
    public async Task WriteAsync(ChannelMessage message)
    {
        var line = Line(message);
        await _turn.WaitAsync();
        try
        {
            await stream.WriteAsync(line);
        }
        catch (Exception error) when (IsEnd(error))
        {
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The same on the caller's thread.</summary>
    public void Write(ChannelMessage message)
    {
        var line = Line(message);
        _turn.Wait();
        try
        {
            stream.Write(line);
        }
        catch (Exception error) when (IsEnd(error))
        {
        }
        finally
        {
            _turn.Release();
        }
    }

    private static bool IsEnd(Exception error) => error is IOException or ObjectDisposedException;

    private static byte[] Line(ChannelMessage message) => [.. JsonSerializer.SerializeToUtf8Bytes(message, ChannelJson.Default.ChannelMessage), (byte)'\n'];

    private static void CheckLength(ReadOnlySequence<byte> line)
    {
        if (line.Length > LongestLine)
        {
            throw new ChannelException($"a line of more than {LongestLine >> 20} MiB");
        }
    }

    private static ChannelMessage Parse(ReadOnlySequence<byte> line)
    {
        CheckLength(line);
        try
        {
            var reader = new Utf8JsonReader(line);
            return JsonSerializer.Deserialize(ref reader, ChannelJson.Default.ChannelMessage) ?? throw new ChannelException("'null'");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new ChannelException("a line that is no message");
        }
    }
}
