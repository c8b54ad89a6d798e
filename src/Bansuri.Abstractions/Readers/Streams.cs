using System.Collections.Immutable;

namespace Bansuri.Abstractions.Readers;

/// <summary>Where streams go, and who is told: the values of the logging section.</summary>
internal static class Streams
{
    public static readonly ValueReader<OutputTarget> Stdout = Target("log, ignore, or a path", ("log", OutputTargetKind.Log), ("ignore", OutputTargetKind.Ignore));

    public static readonly ValueReader<OutputTarget> Stderr = Target(
        "combined, separate, ignore, or a path",
        ("combined", OutputTargetKind.Combined),
        ("$$combined", OutputTargetKind.Combined),
        ("separate", OutputTargetKind.Separate),
        ("ignore", OutputTargetKind.Ignore));

    private static readonly Dictionary<string, NotifyEvents> EventNames = new(StringComparer.Ordinal)
    {
        ["none"] = NotifyEvents.None,
        ["false"] = NotifyEvents.None,
        ["on-fail"] = NotifyEvents.Fail,
        ["true"] = NotifyEvents.Fail,
        ["mail"] = NotifyEvents.Fail,
        ["command"] = NotifyEvents.Fail,
        ["on-success"] = NotifyEvents.Success,
        ["on-recover"] = NotifyEvents.Recover,
        ["on-restart"] = NotifyEvents.Restart,
        ["all"] = NotifyEvents.All,
    };

    private static readonly ValueReader<NotifyEvents> Event = new ScalarReader<NotifyEvents>(
        "one of none, on-fail, on-success, on-recover, on-restart, all",
        JsonShape.OneOf(JsonShape.Names(EventNames.Keys), new JsonShape("""{"type":"boolean"}""")),
        (string text, ReadContext _, out NotifyEvents value) => EventNames.TryGetValue(text, out value),
        FormatEvents)
    {
        Remedy = text => Scalars.Write(text, EventNames.Keys.Where(name => name is "none" or "all" || name.StartsWith("on-", StringComparison.Ordinal))),
    };

    private static readonly ListReader<NotifyEvents> EventList = new(Event, "");

    public static readonly ValueReader<NotifyEvents> Events = new NodeReader<NotifyEvents>(
        "one or several of none, on-fail, on-success, on-recover, on-restart, all",
        EventList.Shape,
        (Nodes.ConfigNode node, ReadContext context, out NotifyEvents value) =>
        {
            var read = EventList.TryRead(node, context, out var events);
            value = events.Aggregate(NotifyEvents.None, (all, each) => all | each);
            return read;
        },
        FormatEvents);

    private static string FormatEvents(NotifyEvents value) => value switch
    {
        NotifyEvents.None => "none",
        NotifyEvents.All => "all",
        _ => string.Join(", ", EventNames.Where(name => name.Key.StartsWith("on-", StringComparison.Ordinal) && value.HasFlag(name.Value)).Select(name => name.Key)),
    };

    private static ValueReader<OutputTarget> Target(string allowed, params ImmutableArray<(string Name, OutputTargetKind Kind)> words) => new ScalarReader<OutputTarget>(
        allowed,
        JsonShape.Text,
        (string text, ReadContext context, out OutputTarget value) =>
        {
            var word = words.FirstOrDefault(each => each.Name == text);
            value = new OutputTarget(word.Kind);
            return word.Name is not null || TryFile(text, context, out value);
        },
        value => value.Path ?? Scalars.Kebab(value.Kind));

    private static bool TryFile(string text, ReadContext context, out OutputTarget value)
    {
        var read = Scalars.TryAbsolute(text, context, out var path);
        value = new OutputTarget(OutputTargetKind.File, path);
        return read;
    }
}
