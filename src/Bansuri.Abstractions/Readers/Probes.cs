using System.Globalization;
using System.Text.RegularExpressions;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Abstractions.Readers;

/// <summary>Probes: one of the kinds, and when and how often it looks.</summary>
internal static class Probes
{
    private const string Allowed = "a mapping with one of exec, http, tcp, file, log or notify, and delay, period, timeout, failures";

    private static readonly ProbeKind[] Kinds = Enum.GetValues<ProbeKind>();

    private static readonly ValueReader<string?> Url = Scalars.TextOf(
        "a URL that begins with http:// or https://", JsonShape.Text, text => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https"));

    private static readonly ValueReader<string?> HostAndPort = Scalars.TextOf("host:port, the port from 1 to 65535", JsonShape.Text, IsHostAndPort);

    // Lines come from outside: a pattern that could take for ever on one of them (backreferences, look-around) is refused.
    private static readonly ValueReader<string?> Pattern = Scalars.TextOf("a regular expression without backreferences and look-around", JsonShape.Text, IsPattern);

    private static readonly ValueReader<string?> Flag = Scalars.TextOf("true or false", JsonShape.Boolean, text => text is "true" or "false");

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
            if (fields.TryTake(Scalars.Kebab(kind), ReaderOf(kind), out var target) && (kind, target) is not (ProbeKind.Notify, "false"))
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

    private static ValueReader<string?> ReaderOf(ProbeKind kind) => kind switch
    {
        ProbeKind.Http => Url,
        ProbeKind.Tcp => HostAndPort,
        ProbeKind.File => Scalars.Path,
        ProbeKind.Log => Pattern,
        ProbeKind.Notify => Flag,
        _ => Scalars.Text,
    };

    private static bool IsHostAndPort(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65_535;
    }

    private static bool IsPattern(string text)
    {
        try
        {
            _ = new Regex(text, RegexOptions.NonBacktracking);
            return true;
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static string Format(Probe? value) => value is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{Scalars.Kebab(value.Kind)}: {value.Target}, delay {Durations.Format(value.Delay)}, period {Durations.Format(value.Period)}, timeout {Durations.Format(value.Timeout)}, failures {value.Failures}");
}
