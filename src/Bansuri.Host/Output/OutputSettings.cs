namespace Bansuri.Host.Output;

/// <summary>What a task's configuration says about its output. Sizes, format and <see cref="WhenFull"/> are live; targets count from the next attempt.</summary>
internal sealed record OutputSettings
{
    public required string Task { get; init; }

    /// <summary>Where <c>NAME.log</c> and <c>NAME.err.log</c> live, absolute.</summary>
    public required string LogDirectory { get; init; }

    public OutputTarget Stdout { get; init; } = OutputTarget.Log;

    public OutputTarget Stderr { get; init; } = OutputTarget.Combined;

    /// <summary>Size in bytes at which a captured file is rotated; 0 = never.</summary>
    public long MaxSize { get; init; } = 50L << 20;

    /// <summary>How many rotated files are kept.</summary>
    public int Keep { get; init; } = 5;

    public bool Compress { get; init; }

    public OutputFormat Format { get; init; } = OutputFormat.Raw;

    public WhenFull WhenFull { get; init; } = WhenFull.Block;

    public string StdoutPath => Path.Combine(LogDirectory, Task + ".log");

    public string StderrPath => Path.Combine(LogDirectory, Task + ".err.log");

    public RotationPolicy Rotation => new(MaxSize, Keep, Compress);
}

internal enum OutputFormat
{
    Raw,
    Text,
    Json,
}

internal enum WhenFull
{
    Block,
    Drop,
}

/// <summary>Where a stream goes: captured and shown, captured elsewhere, with the other stream, or nowhere.</summary>
internal sealed record OutputTarget
{
    public static readonly OutputTarget Log = new() { Kind = OutputTargetKind.Log };
    public static readonly OutputTarget Ignore = new() { Kind = OutputTargetKind.Ignore };
    public static readonly OutputTarget Combined = new() { Kind = OutputTargetKind.Combined };
    public static readonly OutputTarget Separate = new() { Kind = OutputTargetKind.Separate };

    private OutputTarget()
    {
    }

    public OutputTargetKind Kind { get; private init; }

    /// <summary>The absolute path of a <see cref="OutputTargetKind.File"/>.</summary>
    public string? Path { get; private init; }

    public static OutputTarget File(string path) => new() { Kind = OutputTargetKind.File, Path = path };
}

internal enum OutputTargetKind
{
    Log,
    File,
    Ignore,
    Combined,
    Separate,
}
