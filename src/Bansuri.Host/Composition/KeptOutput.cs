using System.Text;
using Bansuri.Host.Processes;

namespace Bansuri.Host.Composition;

/// <summary>What a process of the host itself writes, or a part of it.</summary>
internal abstract class KeptOutput : IPipeSink
{
    // The reactor writes, whoever waits for the end of the process reads: a survivor may hold the pipe open then.
    private readonly Lock _access = new();
    private readonly List<byte> _bytes = [];

    public IPausedPipe? Pipe
    {
        set { }
    }

    /// <summary>UTF-8; what is none is replaced.</summary>
    protected string Text
    {
        get
        {
            lock (_access)
            {
                return Encoding.UTF8.GetString([.. _bytes]);
            }
        }
    }

    public bool Write(ReadOnlySpan<byte> bytes)
    {
        lock (_access)
        {
            Keep(_bytes, bytes);
        }

        return true;
    }

    public void End()
    {
    }

    protected abstract void Keep(List<byte> kept, ReadOnlySpan<byte> bytes);
}
