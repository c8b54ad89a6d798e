using System.Text;
using Bansuri.Host.Processes;

namespace Bansuri.Host.Tests.Processes;

/// <summary>Keeps what it gets; says that it is full after each write while <see cref="IsFull"/>.</summary>
internal sealed class TestSink : IPipeSink
{
    private readonly Lock _gate = new();
    private readonly MemoryStream _bytes = new();
    private int _ends;

    public IPausedPipe? Pipe { get; set; }

    public bool IsFull { get; set; }

    public int Ends => Volatile.Read(ref _ends);

    public byte[] Bytes
    {
        get
        {
            lock (_gate)
                return _bytes.ToArray();
        }
    }

    public string Text => Encoding.UTF8.GetString(Bytes);

    public bool Write(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
            _bytes.Write(bytes);
        return !IsFull;
    }

    public void End() => Interlocked.Increment(ref _ends);
}
