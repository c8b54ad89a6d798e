using System.Collections.Immutable;

namespace Bansuri.Host.Configuration;

/// <summary>The options of a notifier of the type <c>command</c>.</summary>
/// <param name="Arguments">The program and its arguments; no shell sees them.</param>
/// <param name="Timeout">After this it is stopped, with all that it has started.</param>
/// <param name="Directory">Where it runs: the folder of the file that it stands in.</param>
internal sealed record NotifierCommand(ImmutableArray<string> Arguments, TimeSpan Timeout, string Directory)
{
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    public static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);
}
