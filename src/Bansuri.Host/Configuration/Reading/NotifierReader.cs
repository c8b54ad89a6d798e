using System.Collections.Immutable;
using Bansuri.Abstractions.Binding;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Host.Configuration.Reading;

/// <summary>What a notifier does, from its type and its <c>with</c>.</summary>
internal sealed class NotifierReader(string runDirectory, Action<Diagnostic> report)
{
    private static readonly ImmutableArray<string> Options = ["command", "timeout"];

    /// <summary>Reads <c>timeout</c>.</summary>
    public static readonly ValueReader<TimeSpan> Timeout = Durations.AtLeast(TimeSpan.FromMilliseconds(1), NotifierCommand.LongestTimeout);

    /// <summary>The entry with its command; without one where something is wrong, which has been reported.</summary>
    public NotifierEntry Read(NotifierEntry entry)
    {
        if (entry.Type != NotifierEntry.CommandType)
        {
            var nearest = Spelling.Nearest(entry.Type, [NotifierEntry.CommandType]);
            var message = $"no plugin provides the type '{entry.Type}' of notifier '{entry.Name}', which tells nobody; provided is {NotifierEntry.CommandType}";
            var help = nearest is null ? null : $"rename it to '{nearest}'";
            report(new Diagnostic(Codes.UnknownType, message, entry.Span, help) { Severity = Severity.Warning });
            return entry;
        }

        foreach (var unknown in entry.With?.Entries.Where(option => !Options.Contains(option.Key.Text)) ?? [])
        {
            report(new Diagnostic(
                Codes.UnknownKey,
                $"unknown key '{unknown.Key.Text}' in 'with' of notifier '{entry.Name}': expected {string.Join(", ", Options)}",
                unknown.Key.Span,
                Spelling.Nearest(unknown.Key.Text, Options) is { } nearest ? $"rename it to '{nearest}'" : null));
        }

        if (entry.With?.Find("command") is not { } command)
        {
            report(new Diagnostic(Codes.MissingKey, $"the notifier '{entry.Name}' has no 'command' in its 'with'", entry.Span));
            return entry;
        }

        var directory = Path.GetDirectoryName(entry.Span.File) ?? runDirectory;
        return entry with { Command = new NotifierCommand(Arguments(entry, command), TimeoutOf(entry), directory) };
    }

    private ImmutableArray<string> Arguments(NotifierEntry entry, ConfigNode command)
    {
        var (words, problem) = command switch
        {
            ScalarNode { IsNull: false } text when text.Text.Contains('\0', StringComparison.Ordinal) => ([], "it has a NUL character"),
            ScalarNode { IsNull: false } text => CommandWords.Split(text.Text),
            SequenceNode { Items: [ScalarNode { Text.Length: > 0 }, ..] items } when items.All(IsArgument) => ([.. items.Cast<ScalarNode>().Select(item => item.Text)], null),
            _ => (ImmutableArray<string>.Empty, "expected a program and its arguments, as a text or a list of texts"),
        };
        if (problem is not null)
        {
            var whose = entry.IsImplied ? "the command of a task's 'notify'" : entry.With?.Span == entry.Span ? $"'{entry.Name}'" : $"'command' of notifier '{entry.Name}'";
            var help = command is ScalarNode { IsNull: false, Text: var text } && problem.StartsWith("only", StringComparison.Ordinal)
                ? $"write [/bin/sh, -c, {Excerpt.Quote(text)}], or quote it"
                : null;
            report(new Diagnostic(Codes.BadValue, $"bad value {Excerpt.Of(command)} for {whose}: {problem}", command.Span.File is null ? entry.Span : command.Span, help));
        }

        return words;
    }

    private TimeSpan TimeoutOf(NotifierEntry entry)
    {
        if (entry.With?.Find("timeout") is not { } node || node is ScalarNode { IsNull: true })
        {
            return NotifierCommand.DefaultTimeout;
        }

        var context = new ReadContext($"timeout' of notifier '{entry.Name}", null, runDirectory, _ => null, report);
        return Timeout.TryRead(node, context, out var timeout) ? timeout : NotifierCommand.DefaultTimeout;
    }

    private static bool IsArgument(ConfigNode node) => node is ScalarNode scalar && !scalar.Text.Contains('\0', StringComparison.Ordinal);
}
