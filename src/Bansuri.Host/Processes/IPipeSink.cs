namespace Bansuri.Host.Processes;

/// <summary>Where the bytes of one pipe go. Called on the reactor's thread only: copy, and return at once.</summary>
internal interface IPipeSink
{
    /// <summary>Takes all of <paramref name="bytes"/>, which are valid only during the call.</summary>
    /// <returns>False when full: the engine then leaves the pipe to the sink, and so in the end blocks the task, until <see cref="IPausedPipe.Resume"/>.</returns>
    bool Write(ReadOnlySpan<byte> bytes);

    /// <summary>The end of file, or reading was given up; exactly once, and nothing after it.</summary>
    void End();

    /// <summary>Set by the engine before the first write.</summary>
    IPausedPipe? Pipe { set; }
}

/// <summary>A pipe whose sink was full, in the sink's hands. From any thread, one at a time.</summary>
internal interface IPausedPipe
{
    /// <summary>Reads on where the engine stopped, for a sink that empties itself and then has a thread and room: a flood needs no other thread.</summary>
    /// <returns>The number of bytes; 0 = for now none came, or none will: time to <see cref="Resume"/>.</returns>
    int Read(Span<byte> buffer);

    /// <summary>The engine reads again. Once too often does no harm.</summary>
    void Resume();
}
