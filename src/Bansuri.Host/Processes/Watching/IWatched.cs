namespace Bansuri.Host.Processes.Watching;

/// <summary>Something with a descriptor in the reactor. Called on its thread only.</summary>
internal interface IWatched
{
    /// <summary>There is something to read, or the other end is gone. The buffer may be used during the call.</summary>
    void Ready(Span<byte> buffer);
}
