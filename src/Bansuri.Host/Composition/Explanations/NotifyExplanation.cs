using System.Collections.Immutable;
using Bansuri.Abstractions;
using Bansuri.Abstractions.Binding;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Readers;
using Bansuri.Host.Configuration;

namespace Bansuri.Host.Composition.Explanations;

/// <summary>Who is told of what, in words.</summary>
internal static class NotifyExplanation
{
    /// <summary>Null for a task that nobody is told about.</summary>
    public static string? Of(TaskConfig config, ImmutableSortedDictionary<string, NotifierEntry> notifiers)
    {
        var logging = config.Logging;
        if (logging.Notify == NotifyEvents.None)
        {
            return null;
        }

        var names = NotifiersOf.Task(config, notifiers).Where(notifier => notifier.Command is not null).Select(Shown).ToList();
        return string.Concat(
            LoggingKeys.Notify.Format(logging.Notify),
            logging.NotifyThreshold > 1 ? $", from {logging.NotifyThreshold} failed runs in a row" : "",
            logging.NotifyAfter > TimeSpan.Zero ? $", when the failure still stands {Durations.Format(logging.NotifyAfter)} later" : "",
            ": ",
            names.Count == 0 ? "a line in the host's log" : string.Join(", ", names));
    }

    private static string Shown(NotifierEntry notifier) => ImpliedNotifier.CommandOf(notifier.Name) is { } command ? $"'{command}'" : notifier.Name;
}
