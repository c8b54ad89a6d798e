using System.Globalization;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Abstractions.Readers;

/// <summary>Probes: one of the kinds, and when and how often it looks.</summary>
internal static class Probes
{
    private const string Allowed = "a mapping with one of exec, http, tcp, file, log or notify, and delay, period, timeout, failures";

    private static readonly ProbeKind[] Kinds = Enum.GetValues<ProbeKind>();

    public static readonly ValueReader<Probe?> Probe = new NodeReader<Probe?>(
        Allowed,
        new JsonShape("""{"type":"object","properties":{"exec":{"type":"string"},"http":{"type":"string"},"tcp":{"type":["string","integer"]},"file":{"type":"string"},"log":{"type":"string"},"notify":{"const":true},"delay":{"type":["string","number"]},"period":{"type":["string","number"]},"timeout":{"type":["string","number"]},"failures":{"type":["string","integer"]}},"additionalProperties":false}"""),
        TryRead,
        Format);

    private static bool TryRead(ConfigNode node, ReadContext context, out Probe? value)
    {
        value = null;
        if (node is not MappingNode mapping)
        {
            return context.Bad(node, $"expected {Allowed}");
        }

        var fields = new Mappings(mapping, context);
        var found = new List<Probe>();
        foreach (var kind in Kinds)
        {
            if (fields.TryTake(Scalars.Kebab(kind), Scalars.Text, out var target))
            {
                found.Add(new Probe(kind, kind == ProbeKind.Notify ? "" : target ?? ""));
            }
        }

        var positive = Durations.AtLeast(TimeSpan.FromMilliseconds(1));
        var template = found.Count > 0 ? found[0] : new Probe(ProbeKind.Exec, "");
        value = template with
        {
            Delay = fields.Take("delay", Durations.AtLeast(TimeSpan.Zero), template.Delay),
            Period = fields.Take("period", positive, template.Period),
            Timeout = fields.Take("timeout", positive, template.Timeout),
            Failures = fields.Take("failures", Scalars.Integer(1, int.MaxValue), template.Failures),
        };
        return fields.End() && (found.Count == 1 || context.Bad(node, "expected exactly one of exec, http, tcp, file, log, notify"));
    }

    private static string Format(Probe? value) => value is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{Scalars.Kebab(value.Kind)}: {value.Target}, delay {Durations.Format(value.Delay)}, period {Durations.Format(value.Period)}, timeout {Durations.Format(value.Timeout)}, failures {value.Failures}");
}
