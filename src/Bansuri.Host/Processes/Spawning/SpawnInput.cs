using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes.Spawning;

/// <summary>
/// The standard input of a child to come: a file in memory without a name, written before the child starts. A pipe would have to be fed
/// while the child reads, and to a child that never reads it would hold its bytes for ever.
/// </summary>
internal sealed class SpawnInput : IDisposable
{
    private SpawnInput(int descriptor) => Descriptor = descriptor;

    internal int Descriptor { get; }

    internal static SpawnInput Of(ReadOnlySpan<byte> content, uint? owner)
    {
        var descriptor = Libc.MemoryFile("stdin", Libc.MemoryFileCloseOnExec);
        if (descriptor < 0)
            throw new ProcessStartException(Errno.Last, "memory for stdin");
        var input = new SpawnInput(descriptor);
        try
        {
            input.Fill(content);
            if (owner is { } user)
                _ = Libc.ChangeOwner(descriptor, user, uint.MaxValue);
            return input;
        }
        catch (ProcessStartException)
        {
            input.Dispose();
            throw;
        }
    }

    public void Dispose() => _ = Libc.Close(Descriptor);

    private unsafe void Fill(ReadOnlySpan<byte> content)
    {
        while (!content.IsEmpty)
        {
            nint written;
            fixed (byte* bytes = content)
                written = Libc.Write(Descriptor, bytes, (nuint)content.Length);
            if (written <= 0)
                throw new ProcessStartException(Errno.Last, "memory for stdin");
            content = content[(int)written..];
        }

        _ = Libc.Seek(Descriptor, 0, Libc.SeekFromStart);
    }
}
