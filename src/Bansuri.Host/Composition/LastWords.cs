using System.Text;
using Bansuri.Host.Logging;
using Bansuri.Host.Processes;

namespace Bansuri.Host.Composition;

/// <summary>The end of what a notifier says, for the line in the log when it fails.</summary>
internal sealed class LastWords : IPipeSink
{
    private const int Longest = 200;

    // The reactor writes, whoever waits for the end of the process reads: the pipe may still be open then.
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
            _bytes.AddRange(bytes.Length > Longest ? bytes[^Longest..] : bytes);
            _bytes.RemoveRange(0, Math.Max(0, _bytes.Count - Longest));
        }

        return true;
    }

    public void End()
    {
    }

    /// <summary>Begins with a colon, or is empty.</summary>
    public override string ToString()
    {
        lock (_access)
        {
            var last = Encoding.UTF8.GetString([.. _bytes]).Split('\n').LastOrDefault(line => !string.IsNullOrWhiteSpace(line));
            return last is null ? "" : ": " + SafeText.Of(last.Trim());
        }
    }
}
