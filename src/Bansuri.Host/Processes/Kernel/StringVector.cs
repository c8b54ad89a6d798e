using System.Runtime.InteropServices;
using System.Text;

namespace Bansuri.Host.Processes.Kernel;

/// <summary>A null-terminated array of UTF-8 strings, as argv and environ are, in one block of native memory.</summary>
internal sealed unsafe class StringVector : IDisposable
{
    private readonly byte* _end;
    private byte* _next;
    private int _count;

    internal StringVector(IReadOnlyCollection<string> strings)
        : this(strings.Count, strings.Sum(Encoding.UTF8.GetByteCount))
    {
        foreach (var text in strings)
            Add(text);
    }

    /// <summary>Room for strings that are to be added.</summary>
    /// <param name="count">How many there will be.</param>
    /// <param name="bytes">Of all of them, without the NUL at the end of each.</param>
    internal StringVector(int count, int bytes)
    {
        var pointers = (count + 1) * sizeof(byte*);
        var size = pointers + bytes + count;
        Pointer = (byte**)NativeMemory.Alloc((nuint)size);
        Pointer[0] = null;
        _next = (byte*)Pointer + pointers;
        _end = (byte*)Pointer + size;
    }

    internal byte** Pointer { get; private set; }

    /// <summary>One string, of parts that follow each other.</summary>
    internal void Add(params ReadOnlySpan<string> parts)
    {
        Pointer[_count++] = _next;
        Pointer[_count] = null;
        foreach (var part in parts)
            _next += Encoding.UTF8.GetBytes(part, new Span<byte>(_next, (int)(_end - _next)));
        *_next++ = 0;
    }

    public void Dispose()
    {
        NativeMemory.Free(Pointer);
        Pointer = null;
    }
}
