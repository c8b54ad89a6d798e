using Bansuri.Abstractions;

namespace Bansuri.Host.Output;

/// <summary>What a task's configuration says about its output. Sizes, format and <see cref="WhenFull"/> are live; targets count from the next attempt.</summary>
internal sealed record OutputSettings
{
    public required string Task { get; init; }

    /// <summary>Where <c>NAME.log</c> and <c>NAME.err.log</c> live, absolute.</summary>
    public required string LogDirectory { get; init; }

    public OutputTarget Stdout { get; init; } = new(OutputTargetKind.Log);

    public OutputTarget Stderr { get; init; } = new(OutputTargetKind.Combined);

    /// <summary>Size in bytes at which a captured file is rotated; 0 = never.</summary>
    public long MaxSize { get; init; } = 50L << 20;

    /// <summary>How many rotated files are kept.</summary>
    public int Keep { get; init; } = 5;

    public bool Compress { get; init; }

    public LogFormat Format { get; init; } = LogFormat.Raw;

    public WhenFull WhenFull { get; init; } = WhenFull.Block;

    public string StdoutPath => Path.Combine(LogDirectory, Task + ".log");

    public string StderrPath => Path.Combine(LogDirectory, Task + ".err.log");

    public RotationPolicy Rotation => new(MaxSize, Keep, Compress);
}
