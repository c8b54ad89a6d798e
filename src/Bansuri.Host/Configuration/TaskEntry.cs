using Bansuri.Abstractions;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Host.Configuration;

/// <summary>One task of a configuration.</summary>
/// <param name="Identity">What makes it the same task after a reload: the name, or <c>script:</c> and the text of a string entry (<c>script#2:</c> for its second occurrence).</param>
/// <param name="Config">What was written, defaults included; its name is the one that is shown.</param>
/// <param name="Span">Where the entry stands.</param>
internal sealed record TaskEntry(string Identity, TaskConfig Config, SourceSpan Span)
{
    public string Name => Config.Identification.Name;

    /// <summary>A hash of what the files of <c>environment-file</c> held; empty without such files.</summary>
    public string EnvironmentHash { get; init; } = "";
}
