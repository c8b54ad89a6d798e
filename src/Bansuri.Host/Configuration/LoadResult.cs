using System.Collections.Immutable;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Host.Configuration.Sources;

namespace Bansuri.Host.Configuration;

/// <summary>What one read of all files came to: a configuration, or why not; warnings with either.</summary>
/// <param name="Config">Null when there is an error.</param>
/// <param name="Diagnostics">Errors and warnings in the order of the files.</param>
/// <param name="Sources">What was read, and how to read it again.</param>
/// <param name="Texts">The texts for excerpts.</param>
internal sealed record LoadResult(HostConfig? Config, ImmutableArray<Diagnostic> Diagnostics, SourceSet Sources, ImmutableArray<SourceText> Texts)
{
    /// <summary>Equal for reads of equal files.</summary>
    public string ContentHash => Sources.Hash;
}
