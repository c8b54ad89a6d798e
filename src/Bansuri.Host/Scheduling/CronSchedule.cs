using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Cronos;

namespace Bansuri.Host.Scheduling;

/// <summary>
/// The slots of a cron expression in a zone. Cronos finds them; a slot that the clock skips in spring comes at the first instant after the
/// gap, one that it repeats in autumn comes once, or in both hours when minute or hour begins with a star.
/// </summary>
internal sealed record CronSchedule
{
    private readonly ImmutableArray<CronExpression> _expressions;
    private readonly string _meaning;

    private CronSchedule(CronUnion union, TimeZoneInfo zone)
    {
        _expressions = [.. union.Expressions.Select(text => CronExpression.Parse(text, CronFormat.IncludeSeconds))];
        _meaning = string.Join('|', union.Expressions);
        BothDayFieldsRestricted = union.BothDayFieldsRestricted;
        Zone = zone;
    }

    /// <summary>The zone whose clock the slots are read from.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>Day of month and day of week are both restricted: the dialect decides what that means.</summary>
    public bool BothDayFieldsRestricted { get; }

    public static bool TryParse(
        string text, CronScope scope, [NotNullWhen(true)] out CronSchedule? schedule, [NotNullWhen(false)] out CronError? error)
    {
        schedule = null;
        if (!CronExpressionReader.TryRead(text, scope, out var union, out error))
        {
            return false;
        }

        var parsed = new CronSchedule(union, scope.Zone);
        if (parsed.Next(DateTimeOffset.UnixEpoch) is null)
        {
            error = new($"'{text}' never fires: no month it names has such a day");
            return false;
        }

        schedule = parsed;
        return true;
    }

    /// <summary>The first slot after an instant, in the offset of the zone.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        DateTimeOffset? first = null;
        foreach (var expression in _expressions)
        {
            var next = expression.GetNextOccurrence(after, Zone);
            first = next is null || first < next ? first : next;
        }

        return first;
    }

    /// <summary>The slots after one instant, up to and including another.</summary>
    public IEnumerable<DateTimeOffset> Between(DateTimeOffset after, DateTimeOffset upTo)
    {
        for (var slot = Next(after); slot <= upTo; slot = Next(slot.Value))
        {
            yield return slot.Value;
        }
    }

    /// <summary>The last slots in such a span, at most so many, oldest first; the price is theirs, however long the span.</summary>
    public ImmutableArray<DateTimeOffset> Latest(int count, DateTimeOffset after, DateTimeOffset upTo)
    {
        // Looks back twice as far each time. Cronos can walk back, but then names the last instant before a gap, not the first after it.
        for (var back = TimeSpan.FromMinutes(1); ; back *= 2)
        {
            var all = upTo - after <= back;
            ImmutableArray<DateTimeOffset> slots = [.. Between(all ? after : upTo - back, upTo)];
            if (all || slots.Length >= count)
            {
                return [.. slots.TakeLast(count)];
            }
        }
    }

    public bool Equals(CronSchedule? other) => other is not null && _meaning == other._meaning && Zone.Id == other.Zone.Id;

    public override int GetHashCode() => HashCode.Combine(_meaning, Zone.Id);
}
