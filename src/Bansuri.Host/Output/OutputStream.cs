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
    private readonly OutputBuffer _buffer;

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

    internal bool IsWithinDroppedLine { get; set; }

    /// <summary>Takes all the bytes; false = full, bring no more until <see cref="Resume"/>.</summary>
    public bool Write(ReadOnlySpan<byte> bytes) => _buffer.Append(this, bytes);

    /// <summary>For code that writes lines from a thread of its own: waits while the log is full.</summary>
    public void WriteLine(string text)
    {
        _buffer.WaitForRoom();
        _ = Write(Encoding.UTF8.GetBytes(text + "\n"));
    }

    public void End() => _buffer.AppendEnd(this);
}

/// <returns>How many bytes; 0 = none for now.</returns>
internal delegate int PipeRead(Span<byte> buffer);

/// <summary>Which stream of which attempt bytes come from.</summary>
internal sealed record OutputOrigin(OutputKind Kind, int Attempt, string RunId);
