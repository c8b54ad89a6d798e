using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions.Binding;

/// <summary>
/// What the Python ancestor of this project writes otherwise inside the groups (docs/configuration.md, "An entry takes three forms").
/// </summary>
internal static class AncestorSpellings
{
    /// <summary>One key of a group. <paramref name="Meant"/> is the key of today where the spelling is another.</summary>
    public readonly record struct Entry(ScalarNode Spelling, ConfigNode Value, string? Meant = null, string? Path = null);

    /// <summary>The entries of a group in the words of the key table.</summary>
    public static IEnumerable<Entry> Translate(Keys.Section section, MappingNode group, string where, Action<Diagnostic> report) => group.Entries.SelectMany(entry => (section, entry) switch
    {
        (Keys.Section.Scheduling, { Key.Text: "scheduler" }) => Scheduler(group, entry, where, report),
        (Keys.Section.Scheduling, { Key.Text: "params" }) => group.Find("scheduler") is null ? [new Entry(entry.Key, entry.Value)] : [],
        (Keys.Section.FailureControl, { Key.Text: "restart-params" or "restart_params", Value: MappingNode restart }) => Fields(entry.Key, restart, where, report, ("after", "restart-delay")),
        (Keys.Section.FailureControl, { Key.Text: "notify", Value: MappingNode notify }) => Notify(entry.Key, notify, where, report),
        (Keys.Section.FailureControl, { Key.Text: "notify" }) => [new Entry(entry.Key, entry.Value, "notify")],
        _ => [new Entry(entry.Key, entry.Value)],
    });

    // scheduler: cron|timer|none, and what it needs in params.
    private static IEnumerable<Entry> Scheduler(MappingNode group, MappingEntry scheduler, string where, Action<Diagnostic> report)
    {
        var meant = (scheduler.Value as ScalarNode)?.Text switch { "cron" => "schedule-cron", "timer" => "timer", _ => null };
        if (meant is null)
        {
            return scheduler.Value is ScalarNode { Text: "none" or "" or "null" or "~" }
                ? []
                : Refuse(report, new Diagnostic(Codes.BadValue, $"bad value {Excerpt.Of(scheduler.Value)} for 'scheduler' {where}: expected one of cron, timer, none", scheduler.Value.Span));
        }

        var entry = group.Entries.FirstOrDefault(each => each.Key.Text == "params");
        return entry.Value switch
        {
            null or ScalarNode { IsNull: true } => Refuse(report, new Diagnostic(Codes.MissingKey, $"'scheduler: {((ScalarNode)scheduler.Value).Text}' {where} needs 'params': the expression or the duration", scheduler.Value.Span)),
            MappingNode { Entries: [var only] } => [new Entry(entry.Key, only.Value, meant, "params." + only.Key.Text)],
            var value => [new Entry(entry.Key, value, meant)],
        };
    }

    private static IEnumerable<Entry> Notify(ScalarNode key, MappingNode notify, string where, Action<Diagnostic> report)
    {
        if ((notify.Find("enabled") as ScalarNode)?.Text is "false" or "False" or "FALSE")
        {
            return [new Entry(key, new ScalarNode("none", Quoted: false, key.Span), "notify")];
        }

        // All three modes mean a run that failed for good; after-many says how many in a row.
        var mode = notify.Find("mode") as ScalarNode;
        if (mode?.Text is not (null or "after-fail" or "after-many" or "on-exhausted"))
        {
            return Refuse(report, new Diagnostic(Codes.BadValue, $"bad value {Excerpt.Of(mode)} for 'notify.mode' {where}: expected one of after-fail, after-many, on-exhausted", mode.Span));
        }

        if (notify.Find("handler") is { } handler and not ScalarNode { Text: "command" or "" or "null" })
        {
            return Refuse(report, new Diagnostic(Codes.BadValue, $"bad value {Excerpt.Of(handler)} for 'notify.handler' {where}: expected command", handler.Span));
        }

        var known = new HashSet<string>(["enabled", "mode", "handler"], StringComparer.Ordinal);
        var rest = notify with { Entries = [.. notify.Entries.Where(entry => !known.Contains(entry.Key.Text)).Select(Command)] };
        return Fields(key, rest, where, report, ("after-threshold", "notify-threshold"), ("handler-config", "notify-with"))
            .Prepend(new Entry(key, new ScalarNode("on-fail", Quoted: false, key.Span), "notify"));
    }

    // The command becomes the name of a notifier; the host makes the notifier from it.
    private static MappingEntry Command(MappingEntry entry) => entry is { Key.Text: "handler-config", Value: ScalarNode { IsNull: false } text }
        ? entry with { Value = text with { Text = ImpliedNotifier.NameOf(text.Text) } }
        : entry;

    private static IEnumerable<Entry> Fields(ScalarNode key, MappingNode mapping, string where, Action<Diagnostic> report, params (string Written, string Meant)[] fields) =>
        mapping.Entries.SelectMany(entry => Array.Find(fields, field => field.Written == entry.Key.Text) is { Meant: { } meant, Written: var written }
            ? [new Entry(entry.Key, entry.Value, meant, $"{key.Text}.{written}")]
            : Refuse(report, new Diagnostic(Codes.UnknownKey, $"unknown key {Excerpt.Quote(entry.Key.Text)} in '{key.Text}' {where}: expected {string.Join(", ", fields.Select(field => field.Written))}", entry.Key.Span)));

    private static IEnumerable<Entry> Refuse(Action<Diagnostic> report, Diagnostic diagnostic)
    {
        report(diagnostic);
        return [];
    }
}
