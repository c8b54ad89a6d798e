using System.Collections.Immutable;

namespace Bansuri.Host.Configuration;

/// <summary>A whole, valid configuration.</summary>
/// <param name="Tasks">In the order of the files.</param>
/// <param name="Host">The settings of the host, flags and variables included.</param>
/// <param name="Notifiers">By name; <c>notify-command</c> is the one of that name.</param>
/// <param name="Scripts">The numbers of the string entries, for the next read.</param>
internal sealed record HostConfig(
    ImmutableArray<TaskEntry> Tasks,
    HostSettings Host,
    ImmutableSortedDictionary<string, NotifierEntry> Notifiers,
    ScriptNumbers Scripts);
