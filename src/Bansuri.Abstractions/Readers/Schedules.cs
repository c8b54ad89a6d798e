namespace Bansuri.Abstractions.Readers;

/// <summary>Schedules as texts; whether a cron expression is one is the host's knowledge, which checks it when a configuration is read.</summary>
internal static class Schedules
{
    public static readonly ValueReader<string?> Cron = new NodeReader<string?>(
        "a cron expression of 5 or 6 fields, or a macro such as @daily",
        JsonShape.Text,
        (Nodes.ConfigNode node, ReadContext context, out string? value) =>
        {
            var read = Scalars.Text.TryRead(node, context, out value);
            value = value is null or "none" ? null : value.Trim();
            return read;
        },
        value => value ?? "");

    public static readonly ValueReader<string?> TimeZone = Scalars.TextOf(
        "the IANA name of a time zone, such as 'Europe/Berlin' or 'UTC'",
        JsonShape.Text,
        text => TimeZoneInfo.TryFindSystemTimeZoneById(text, out _));
}
