using System.Collections.Immutable;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions.Keys;

/// <summary>The rows of the section Logging. See docs/configuration.md for the reference that is made from them.</summary>
internal static class LoggingKeys
{
    public static readonly Key<OutputTarget> Stdout = new("stdout", Section.Logging, ChangeClass.Restart, Streams.Stdout, "log (captured, and shown in the host's log), a path, or ignore")
    {
        Default = new(OutputTargetKind.Log),
        DefaultText = "`log`",
    };

    public static readonly Key<OutputTarget> Stderr = new("stderr", Section.Logging, ChangeClass.Restart, Streams.Stderr, "combined, separate (a file of its own), a path, or ignore")
    {
        Default = new(OutputTargetKind.Combined),
        DefaultText = "`combined`",
    };

    public static readonly Key<long> LogMaxSize = new("log-max-size", Section.Logging, ChangeClass.Live, Sizes.AtLeast(1), "the size at which a captured file is rotated")
    {
        Default = 50L << 20,
        DefaultText = "`50MiB`",
    };

    public static readonly Key<int> LogKeep = new("log-keep", Section.Logging, ChangeClass.Live, Scalars.Integer(0, 10_000), "rotated files that are kept")
    {
        Default = 5,
        DefaultText = "`5`",
    };

    public static readonly Key<bool> LogCompress = new("log-compress", Section.Logging, ChangeClass.Live, Scalars.Boolean, "compress rotated files with gzip")
    {
        Default = false,
        DefaultText = "`false`",
    };

    public static readonly Key<LogFormat> LogFormat = new("log-format", Section.Logging, ChangeClass.Live, Scalars.OneOf<LogFormat>(), "raw: the bytes as written; text: time and stream before each line; json: an object for each line")
    {
        Default = Abstractions.LogFormat.Raw,
        DefaultText = "`raw`",
    };

    public static readonly Key<WhenFull> WhenFull = new("when-full", Section.Logging, ChangeClass.Live, Scalars.OneOf<WhenFull>(), "the log cannot keep up or the disk is full: block the task, or drop and count")
    {
        Default = Abstractions.WhenFull.Block,
        DefaultText = "`block`",
    };

    public static readonly Key<NotifyEvents> Notify = new("notify", Section.Logging, ChangeClass.Live, Streams.Events, "the events that somebody is told about")
    {
        Default = NotifyEvents.None,
        DefaultText = "`none`",
    };

    public static readonly Key<TimeSpan> NotifyAfter = new("notify-after", Section.Logging, ChangeClass.Live, Durations.AtLeast(TimeSpan.Zero), "the failure must still stand after this long")
    {
        Default = TimeSpan.Zero,
        DefaultText = "`0`",
    };

    public static readonly Key<int> NotifyThreshold = new("notify-threshold", Section.Logging, ChangeClass.Live, Scalars.Integer(1, int.MaxValue), "first told at this many failed runs in a row, then at each further one")
    {
        Default = 1,
        DefaultText = "`1`",
    };

    public static readonly Key<ImmutableArray<string>> NotifyWith = new("notify-with", Section.Logging, ChangeClass.Live, Names.Notifiers, "names of the notifiers to use")
    {
        Default = [],
        DefaultText = "all",
    };
}
