namespace Bansuri.Abstractions.Readers;

/// <summary>Schedules as texts; whether a cron expression is one is the host's knowledge, which checks it when a configuration is read.</summary>
internal static class Schedules
{
    private const string Field = "[0-9A-Za-z*?,/#()-]+";

    private static readonly string[] Macros = ["hourly", "daily", "midnight", "weekly", "monthly", "yearly", "annually", "reboot"];

    public static readonly ValueReader<string?> Cron = new NodeReader<string?>(
        "a cron expression of 5 or 6 fields, or a macro such as @daily",
        JsonShape.Later(() => JsonShape.Matching(
            $@"none|\s*(?:CRON_TZ=\S+\s+)?(?:{Field}(?:\s+{Field}){{4,5}}|@(?:{string.Join('|', Macros.Select(JsonShape.AnyCase))})|@{JsonShape.AnyCase("every")}\s+{Durations.AnySpelling})\s*",
            "a cron expression of 5 or 6 fields, or a macro such as @daily")),
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
        text => TimeZoneInfo.TryFindSystemTimeZoneById(text, out _),
        text => Scalars.Write(text, TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id)));
}
