namespace Bansuri.Abstractions;

/// <summary>Where a stream of a task goes: <c>stdout</c>, <c>stderr</c>.</summary>
public enum OutputTargetKind
{
    /// <summary>Captured, and shown in the host's log.</summary>
    Log,

    /// <summary>Captured into a file of that path.</summary>
    File,

    /// <summary>Thrown away.</summary>
    Ignore,

    /// <summary>Standard error only: into standard output, in order.</summary>
    Combined,

    /// <summary>Standard error only: captured into a file of its own.</summary>
    Separate,
}
