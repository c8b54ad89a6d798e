using System.Text;
using Bansuri.Host.Logging;

namespace Bansuri.Host.Tests.Logging;

/// <summary>A console whose pipe is read by nobody when the test says so.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2213", Justification = "The test reads on after the log has let go of it.")]
internal sealed class RecordingTarget : ILogTarget
{
    private readonly ManualResetEventSlim _open = new(true);
    private readonly StringBuilder _text = new();

    public string Text
    {
        get
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }
    }

    public void Block() => _open.Reset();

    public void Unblock() => _open.Set();

    public string? Write(ReadOnlyMemory<byte> lines)
    {
        _open.Wait(TimeSpan.FromSeconds(30));
        lock (_text)
        {
            _text.Append(Encoding.UTF8.GetString(lines.Span));
        }

        return null;
    }

    public void Dispose()
    {
    }
}
