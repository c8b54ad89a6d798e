namespace Bansuri.Host.Processes;

/// <summary>Where the bytes of one pipe go. Called on the reactor's thread only: copy, and return at once.</summary>
internal interface IPipeSink
{
    /// <summary>Takes all of <paramref name="bytes"/>, which are valid only during the call.</summary>
    /// <returns>False when full: the engine then leaves the pipe alone, and so in the end blocks the task, until <see cref="Resume"/>.</returns>
    bool Write(ReadOnlySpan<byte> bytes);

    /// <summary>The end of file, or reading was given up; exactly once, and nothing after it.</summary>
    void End();

    /// <summary>Set by the engine before the first write. May be called from any thread, and once too often does no harm.</summary>
    Action? Resume { set; }
}
