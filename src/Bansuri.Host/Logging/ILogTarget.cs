namespace Bansuri.Host.Logging;

/// <summary>Where whole lines of the host's log end. Called by one thread at a time, which it may block.</summary>
internal interface ILogTarget : IDisposable
{
    /// <summary>Takes all the bytes, or says what the system says.</summary>
    string? Write(ReadOnlyMemory<byte> lines);
}
