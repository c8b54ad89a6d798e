using System.Text;
using Bansuri.Host.Processes;

namespace Bansuri.Host.Composition;

/// <summary>Keeps what a command writes, up to a size that no answer of Slurm's reaches.</summary>
internal sealed class TextSink : IPipeSink
{
    private const int Longest = 4 * 1024 * 1024;

    // The reactor writes, whoever waits for the command reads: a survivor may hold the pipe open then.
    private readonly Lock _access = new();
    private readonly List<byte> _bytes = [];

    public IPausedPipe? Pipe
    {
        set { }
    }

    public bool Write(ReadOnlySpan<byte> bytes)
    {
        lock (_access)
        {
            _bytes.AddRange(bytes[..Math.Min(bytes.Length, Longest - _bytes.Count)]);
        }

        return true;
    }

    public void End()
    {
    }

    public override string ToString()
    {
        lock (_access)
        {
            return Encoding.UTF8.GetString([.. _bytes]);
        }
    }
}
