using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes.Watching;

/// <summary>An epoll set, level-triggered: what is not read now is told again. Each entry carries a key.</summary>
internal sealed unsafe class Epoll : IDisposable
{
    private const int Capacity = 256;

    // struct epoll_event is packed on x86-64, and there only.
    private static readonly int Size = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int KeyOffset = Size - 8;

    private readonly byte* _events = (byte*)NativeMemory.Alloc((nuint)(Capacity * Size));

    internal Epoll()
    {
        Descriptor = Libc.EpollCreate(Libc.CloseOnExec);
        if (Descriptor < 0)
            throw new InvalidOperationException($"epoll: {Errno.Text(Errno.Last)}");
    }

    internal int Descriptor { get; }

    internal void Add(int descriptor, long key)
    {
        var interest = stackalloc byte[Size];
        Unsafe.WriteUnaligned(interest, (uint)Libc.EpollIn);
        Unsafe.WriteUnaligned(interest + KeyOffset, key);
        if (Libc.EpollControl(Descriptor, Libc.EpollAdd, descriptor, interest) != 0)
            throw new InvalidOperationException($"epoll: {Errno.Text(Errno.Last)}");
    }

    /// <summary>Before the descriptor is closed.</summary>
    internal void Remove(int descriptor)
    {
        var unused = stackalloc byte[Size];
        _ = Libc.EpollControl(Descriptor, Libc.EpollDelete, descriptor, unused);
    }

    /// <summary>The number of entries that are ready; fewer than there are, or none, is nothing unusual.</summary>
    internal int Wait(int timeoutMilliseconds) => Math.Max(0, Libc.EpollWait(Descriptor, _events, Capacity, timeoutMilliseconds));

    internal long Key(int index) => Unsafe.ReadUnaligned<long>(_events + (index * Size) + KeyOffset);

    public void Dispose()
    {
        _ = Libc.Close(Descriptor);
        NativeMemory.Free(_events);
    }
}
