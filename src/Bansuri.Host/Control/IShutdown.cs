namespace Bansuri.Host.Control;

/// <summary>The way to end the host from outside. Thread-safe.</summary>
internal interface IShutdown
{
    /// <summary>Begins the shutdown, with full grace periods, and returns at once. Later calls change nothing.</summary>
    void Request(string reason);
}
