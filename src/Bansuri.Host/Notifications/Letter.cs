using System.Collections.Immutable;

namespace Bansuri.Host.Notifications;

/// <summary>A message as it is delivered: secrets are masked.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Event">The event as <c>notify</c> names it.</param>
/// <param name="Text">Plain text, its first line the subject.</param>
/// <param name="Variables">The same facts one by one, for a program.</param>
internal sealed record Letter(string Task, string Event, string Text, ImmutableSortedDictionary<string, string> Variables)
{
    public string Subject => Text[..Text.IndexOf('\n', StringComparison.Ordinal)];
}
