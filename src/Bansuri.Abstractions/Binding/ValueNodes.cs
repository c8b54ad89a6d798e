using System.Collections.Immutable;
using System.Globalization;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Nodes;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions.Binding;

/// <summary>The way back of the readers: a node from which a value is read again. What is one scalar has it in its text; these are the others.</summary>
internal static class ValueNodes
{
    public static ConfigNode Of(Key key, object? value) => value switch
    {
        null => Null,
        TaskCommand command => Of(command),
        MappingNode mapping => mapping,
        Probe probe => Of(probe),
        WalltimeAction action => Of(action),
        NotifyEvents events => List(key.Format(events).Split(", ")),
        // Variables have been expanded once, and a dollar in a value would be so again.
        ImmutableSortedDictionary<string, string> variables =>
            Mapping([.. variables.Select(each => (each.Key, (ConfigNode)Text(each.Value.Replace("$", "$$", StringComparison.Ordinal))))]),
        ImmutableArray<string> texts => List(texts),
        ImmutableArray<int> numbers => List(numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))),
        ImmutableArray<Dependency> dependencies => new SequenceNode([.. dependencies.Select(Of)], SourceSpan.None),
        _ => Text(key.Format(value)),
    };

    private static ScalarNode Null => new("", Quoted: false, SourceSpan.None);

    private static ConfigNode Of(TaskCommand command) => command.Text is { } text ? Text(text) : List(command.Arguments);

    private static ConfigNode Of(Dependency dependency) => dependency.Condition == DependencyCondition.Default
        ? Text(dependency.Task)
        : Mapping(("task", Text(dependency.Task)), ("condition", Text(Scalars.Kebab(dependency.Condition))));

    private static MappingNode Of(Probe probe) => Mapping(
        (Scalars.Kebab(probe.Kind), Text(probe.Kind == ProbeKind.Notify ? "true" : probe.Target)),
        ("delay", Text(Durations.Format(probe.Delay))),
        ("period", Text(Durations.Format(probe.Period))),
        ("timeout", Text(Durations.Format(probe.Timeout))),
        ("failures", Text(probe.Failures.ToString(CultureInfo.InvariantCulture))));

    private static MappingNode Of(WalltimeAction action) => Mapping(
        action.Signal is { } signal ? ("signal", Text(SignalNames.Format(signal))) : ("command", action.Command is { } command ? Of(command) : Null),
        ("before", Text(Durations.Format(action.Before))));

    private static SequenceNode List(IEnumerable<string> texts) => new([.. texts.Select(Text)], SourceSpan.None);

    private static MappingNode Mapping(params ReadOnlySpan<(string Key, ConfigNode Value)> entries)
    {
        var all = ImmutableArray.CreateBuilder<MappingEntry>(entries.Length);
        foreach (var (key, value) in entries)
        {
            all.Add(new MappingEntry(Text(key), value));
        }

        return new MappingNode(all.MoveToImmutable(), SourceSpan.None);
    }

    private static ScalarNode Text(string text) => new(text, Quoted: true, SourceSpan.None);
}
