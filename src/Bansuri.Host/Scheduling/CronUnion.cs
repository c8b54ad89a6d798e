using System.Collections.Immutable;

namespace Bansuri.Host.Scheduling;

/// <summary>The expressions whose slots together are those of one text.</summary>
internal sealed record CronUnion(ImmutableArray<string> Expressions, bool BothDayFieldsRestricted);
