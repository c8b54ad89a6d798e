using Bansuri.Abstractions.Nodes;

namespace Bansuri.Abstractions.Readers;

/// <summary><c>on-walltime</c>: a signal or a command, and how long before the end.</summary>
internal static class Walltimes
{
    private const string Allowed = "a mapping {signal, before} or {command, before}";

    private static readonly ValueReader<TimeSpan> Before = Durations.AtLeast(TimeSpan.FromSeconds(1));

    public static readonly ValueReader<WalltimeAction?> Action = new NodeReader<WalltimeAction?>(
        Allowed,
        JsonShape.Mapping(
            ("signal", "the signal that the task gets", Signals.Signal.Shape),
            ("command", "what is run instead of a signal", Commands.Command.Shape),
            ("before", "how long before the end of the allocation", Before.Shape)).With(@"""required"":[""before""]"),
        TryRead,
        value => value is null ? "" : $"{(value.Signal is { } signal ? SignalNames.Format(signal) : Commands.Format(value.Command))}, {Durations.Format(value.Before)} before");

    private static bool TryRead(ConfigNode node, ReadContext context, out WalltimeAction? value)
    {
        value = null;
        if (node is not MappingNode mapping)
        {
            return context.Bad(node, $"expected {Allowed}");
        }

        var fields = new Mappings(mapping, context);
        var signalled = fields.TryTake("signal", Signals.Signal, out var signal);
        var commanded = fields.TryTake("command", Commands.Command, out var command);
        var timed = fields.TryTake("before", Before, out var before);
        value = new WalltimeAction(signalled ? signal : null, command, before);
        return fields.End() && (timed || context.Bad(node, $"expected {Allowed}; it has no 'before'"))
            && (signalled != commanded || context.Bad(node, $"expected {Allowed}; it has {(signalled ? "both" : "neither")}"));
    }
}
