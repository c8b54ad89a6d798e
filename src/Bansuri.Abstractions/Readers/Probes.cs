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

    private static readonly ValueReader<TimeSpan> Delay = Durations.AtLeast(TimeSpan.Zero);
    private static readonly ValueReader<TimeSpan> Positive = Durations.AtLeast(TimeSpan.FromMilliseconds(1));
    private static readonly ValueReader<int> Failures = Scalars.Integer(1, int.MaxValue);

    public static readonly ValueReader<Probe?> Probe = new NodeReader<Probe?>(
        Allowed,
        JsonShape.Later(Shape),
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

        var template = found.Count > 0 ? found[0] : new Probe(ProbeKind.Exec, "");
        value = template with
        {
            Delay = fields.Take("delay", Delay, template.Delay),
            Period = fields.Take("period", Positive, template.Period),
            Timeout = fields.Take("timeout", Positive, template.Timeout),
            Failures = fields.Take("failures", Failures, template.Failures),
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

    private static JsonShape Shape() => JsonShape.Mapping([
            .. Kinds.Select(kind => (Scalars.Kebab(kind), Help(kind), ReaderOf(kind).Shape)),
            ("delay", "the wait before the first look. Default: `0`", Delay.Shape),
            ("period", "from one look to the next. Default: `10s`", Positive.Shape),
            ("timeout", "the longest that one look may take. Default: `1s`", Positive.Shape),
            ("failures", "so many failures in a row count. Default: `3`", Failures.Shape)])
        .With($"\"oneOf\":[{string.Join(',', Kinds.Select(IsUsed))}]");

    private static string IsUsed(ProbeKind kind)
    {
        var used = kind == ProbeKind.Notify ? """{"description":"the kind of probe","enum":[true,"true"]}""" : """{"description":"the kind of probe","not":{"type":"null"}}""";
        return $$$"""{"required":["{{{Scalars.Kebab(kind)}}}"],"properties":{"{{{Scalars.Kebab(kind)}}}":{{{used}}}}}""";
    }

    private static string Help(ProbeKind kind) => kind switch
    {
        ProbeKind.Exec => "a command that exits with 0",
        ProbeKind.Http => "a URL that answers with 2xx",
        ProbeKind.Tcp => "host:port that takes a connection",
        ProbeKind.File => "a file that is there",
        ProbeKind.Log => "a regular expression that a whole line of the output matches",
        _ => "true: the task itself says so, as sd_notify(3) does",
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
