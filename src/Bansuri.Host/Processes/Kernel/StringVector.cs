using System.Runtime.InteropServices;
using System.Text;

namespace Bansuri.Host.Processes.Kernel;

/// <summary>A null-terminated array of UTF-8 strings, as argv and environ are, in one block of native memory.</summary>
internal sealed unsafe class StringVector : IDisposable
{
    internal StringVector(IReadOnlyCollection<string> strings)
    {
        var pointers = (nuint)((strings.Count + 1) * sizeof(byte*));
        var bytes = strings.Sum(text => Encoding.UTF8.GetByteCount(text) + 1);
        Pointer = (byte**)NativeMemory.Alloc(pointers + (nuint)bytes);
        var next = (byte*)Pointer + pointers;
        var end = next + bytes;
        var index = 0;
        foreach (var text in strings)
        {
            Pointer[index++] = next;
            next += Encoding.UTF8.GetBytes(text, new Span<byte>(next, (int)(end - next)));
            *next++ = 0;
        }

        Pointer[index] = null;
    }

    internal byte** Pointer { get; private set; }

    public void Dispose()
    {
        NativeMemory.Free(Pointer);
        Pointer = null;
    }
}
