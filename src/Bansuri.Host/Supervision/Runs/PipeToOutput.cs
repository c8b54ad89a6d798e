using Bansuri.Host.Output;
using Bansuri.Host.Processes;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>Joins a pipe of the engine to a stream of the output: the two rooms do not know each other.</summary>
internal sealed class PipeToOutput(OutputStream stream) : IPipeSink
{
    public IPausedPipe? Pipe
    {
        set
        {
            stream.Resume = value is null ? null : value.Resume;
            stream.ReadOn = value is null ? null : value.Read;
        }
    }

    public bool Write(ReadOnlySpan<byte> bytes) => stream.Write(bytes);

    public void End() => stream.End();
}
