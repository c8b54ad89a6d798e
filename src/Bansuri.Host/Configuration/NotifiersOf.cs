using System.Collections.Immutable;
using Bansuri.Abstractions;

namespace Bansuri.Host.Configuration;

/// <summary>Which notifiers a task uses: those that it names, else all that are declared for everybody.</summary>
internal static class NotifiersOf
{
    public static IEnumerable<NotifierEntry> Task(TaskConfig task, ImmutableSortedDictionary<string, NotifierEntry> notifiers) => task.Logging.NotifyWith is { IsEmpty: false } names
        ? names.Distinct(StringComparer.Ordinal).Where(notifiers.ContainsKey).Select(name => notifiers[name])
        : notifiers.Values.Where(notifier => !notifier.IsImplied);
}
