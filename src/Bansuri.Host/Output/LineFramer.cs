using System.Buffers;

namespace Bansuri.Host.Output;

/// <summary>Which part of a line is handed over: lines over <see cref="LineFramer.Longest"/> come in parts.</summary>
[Flags]
internal enum LinePart
{
    Middle = 0,
    First = 1,
    Last = 2,
    Whole = First | Last,
}

internal interface ILineSink
{
    /// <summary>A line without its end, or a part of one. The bytes are only there during the call.</summary>
    void Line(ReadOnlySpan<byte> line, LinePart part);
}

/// <summary>
/// Bytes in, whole lines out, whatever the chunks are. Lines within a chunk are handed over where they lie; only what a chunk's end
/// cuts is kept. A line over 64 KiB comes in parts, never cut within a UTF-8 character.
/// </summary>
/// <param name="lastStateOnly">For people: of a progress bar, which overwrites itself after carriage returns, only the last state stays.</param>
/// <param name="longest">Where longer ones than usual are no parts yet.</param>
internal sealed class LineFramer(bool lastStateOnly, int longest = LineFramer.Longest)
{
    public const int Longest = 64 << 10;

    private const byte LineFeed = (byte)'\n';
    private const byte Return = (byte)'\r';

    private byte[] _kept = [];
    private int _length;
    private LinePart _next = LinePart.First;

    public void Feed(ReadOnlySpan<byte> bytes, ILineSink sink)
    {
        while (bytes.IndexOf(LineFeed) is var end and >= 0)
        {
            if (_length == 0)
            {
                Line(bytes[..end], sink);
            }
            else
            {
                Keep(bytes[..end], sink);
                Line(_kept.AsSpan(0, _length), sink);
                Release();
            }

            bytes = bytes[(end + 1)..];
        }

        Keep(bytes, sink);
    }

    /// <summary>The stream has ended: what it left unfinished is its last line.</summary>
    public void End(ILineSink sink)
    {
        if (_length > 0 || _next != LinePart.First)
        {
            Line(_kept.AsSpan(0, _length), sink);
        }

        Release();
    }

    private void Keep(ReadOnlySpan<byte> bytes, ILineSink sink)
    {
        while (bytes.Length > 0)
        {
            if (_length == 0 && _kept.Length == 0)
            {
                _kept = ArrayPool<byte>.Shared.Rent(Math.Min(Math.Max(bytes.Length, 256), longest));
            }
            else if (_kept.Length < Math.Min(_length + bytes.Length, longest))
            {
                Grow(Math.Min(_length + bytes.Length, longest));
            }

            var taken = Math.Min(bytes.Length, longest - _length);
            bytes[..taken].CopyTo(_kept.AsSpan(_length));
            _length += taken;
            bytes = bytes[taken..];
            if (_length == longest && bytes.Length > 0)
            {
                MakeRoom(sink);
            }
        }
    }

    private void MakeRoom(ILineSink sink)
    {
        var kept = _kept.AsSpan(0, _length);
        var used = lastStateOnly ? kept[..^1].LastIndexOf(Return) + 1 : 0;
        if (used == 0)
        {
            used = CharacterEnd(kept);
            sink.Line(kept[..used], _next);
            _next = LinePart.Middle;
        }

        kept[used..].CopyTo(_kept);
        _length -= used;
    }

    private void Line(ReadOnlySpan<byte> line, ILineSink sink)
    {
        line = lastStateOnly ? LastState(line) : line;
        while (line.Length > longest)
        {
            var cut = CharacterEnd(line[..longest]);
            sink.Line(line[..cut], _next);
            _next = LinePart.Middle;
            line = line[cut..];
        }

        sink.Line(line, _next | LinePart.Last);
        _next = LinePart.First;
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(needed);
        _kept.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_kept);
        _kept = larger;
    }

    private void Release()
    {
        if (_kept.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_kept);
        }

        _kept = [];
        _length = 0;
    }

    private static ReadOnlySpan<byte> LastState(ReadOnlySpan<byte> line)
    {
        line = line.TrimEnd(Return);
        return line[(line.LastIndexOf(Return) + 1)..];
    }

    /// <summary>Where the last whole UTF-8 character ends; everything, when the bytes are no UTF-8.</summary>
    public static int CharacterEnd(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= 4 && back < bytes.Length; back++)
        {
            var value = bytes[^back];
            if (value < 0x80)
            {
                return bytes.Length;
            }

            if (value >= 0xc0)
            {
                var length = value >= 0xf0 ? 4 : value >= 0xe0 ? 3 : 2;
                return length > back ? bytes.Length - back : bytes.Length;
            }
        }

        return bytes.Length;
    }
}
