using System.Text;

namespace Bansuri.Host.Output;

internal enum OutputKind
{
    Stdout,
    Stderr,

    /// <summary>Not the task's words: something is missing here.</summary>
    Gap,
}

/// <summary>
/// One stream of one attempt, as the process engine fills it: <see cref="Write"/> copies and returns at once, from one thread at a time.
/// </summary>
internal sealed class OutputStream
{
    private const int LongestWrite = 32 << 10;

    private readonly OutputBuffer _buffer;

    // Plugin code may write from many threads: none comes between the parts of a long line.
    private readonly Lock _line = new();
    private bool _isWithinDroppedLine;

    internal OutputStream(OutputBuffer buffer, OutputOrigin origin, OutputRoute route)
    {
        _buffer = buffer;
        Origin = origin;
        Route = route;
    }

    public OutputOrigin Origin { get; }

    /// <summary>Called, from any thread, when there is room again after a <see cref="Write"/> that returned false.</summary>
    public Action? Resume { get; set; }

    /// <summary>Reads on from where the bytes come from, after a <see cref="Write"/> that returned false and before <see cref="Resume"/>; null: it cannot be read.</summary>
    public PipeRead? ReadOn { get; set; }

    internal OutputRoute Route { get; }

    internal bool IsWithinLine { get; set; }

    /// <summary>Of the last line only the beginning was kept: what comes next is another one.</summary>
    internal bool IsCut { get; set; }

    /// <summary>Takes all the bytes; false = full, bring no more until <see cref="Resume"/>.</summary>
    public bool Write(ReadOnlySpan<byte> bytes) => _buffer.Append(this, bytes);

    /// <summary>For code that writes lines from threads of its own: waits while the log is full. However long the line is, the memory of the task is not.</summary>
    public void WriteLine(string text)
    {
        ReadOnlySpan<byte> bytes = Encoding.UTF8.GetBytes(text + "\n");
        lock (_line)
        {
            for (var length = 0; !bytes.IsEmpty; bytes = bytes[length..])
            {
                _buffer.WaitForRoom();
                length = Math.Min(bytes.Length, LongestWrite);
                _ = Write(bytes[..length]);
            }
        }
    }

    public void End() => _buffer.AppendEnd(this);

    /// <summary>Where there may be no room: what does not fit is gone, and the rest of its line with it.</summary>
    /// <param name="bytes">Becomes what is kept, which may be nothing.</param>
    /// <param name="fits">Whether there is room for all of them.</param>
    /// <returns>How many are gone.</returns>
    internal int Drop(ref ReadOnlySpan<byte> bytes, bool fits)
    {
        if (bytes.IsEmpty)
        {
            return 0;
        }

        var lost = 0;
        if (!fits)
        {
            (lost, _isWithinDroppedLine) = (bytes.Length, bytes[^1] != (byte)'\n');
        }
        else if (_isWithinDroppedLine)
        {
            var lineEnd = bytes.IndexOf((byte)'\n') + 1;
            (lost, _isWithinDroppedLine) = (lineEnd > 0 ? lineEnd : bytes.Length, lineEnd == 0);
        }

        IsCut |= lost > 0 && IsWithinLine;
        bytes = bytes[lost..];
        return lost;
    }
}

/// <returns>How many bytes; 0 = none for now.</returns>
internal delegate int PipeRead(Span<byte> buffer);

/// <summary>Which stream of which attempt bytes come from.</summary>
internal sealed record OutputOrigin(OutputKind Kind, int Attempt, string RunId);
