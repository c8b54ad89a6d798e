using Bansuri.Abstractions;
using Bansuri.Abstractions.Readers;
using Bansuri.Host.Configuration;
using Bansuri.Host.Scheduling;

namespace Bansuri.Host.Composition;

/// <summary>Scheduling's knowledge of cron expressions for whoever reads a configuration.</summary>
internal sealed class CronRules(TimeZoneInfo hostZone) : ICronRules
{
    public CronVerdict Check(string expression, CronDialect dialect, string? timeZone, string task)
    {
        var zone = timeZone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var named) ? named : hostZone;
        if (!Schedule.TryParse(expression, new CronScope(dialect, zone, task), out var schedule, out var error))
        {
            // The caller has just named the whole text.
            var own = $"'{expression.Trim()}' ";
            var message = error.Message.StartsWith(own, StringComparison.Ordinal) ? "it " + error.Message[own.Length..] : error.Message;
            return new CronVerdict(message) { Remedy = Scalars.Write(expression, CronMacros.Names) };
        }

        var isAmbiguous = schedule is Schedule.Cron { Slots.BothDayFieldsRestricted: true };
        return new CronVerdict(null, !isAmbiguous ? null : dialect == CronDialect.Vixie
            ? "both day fields are restricted: it fires when either matches ('cron-dialect: and' asks for both)"
            : "both day fields are restricted: it fires only when both match");
    }
}
