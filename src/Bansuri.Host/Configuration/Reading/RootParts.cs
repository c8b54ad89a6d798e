using System.Collections.Immutable;
using Bansuri.Abstractions.Nodes;
using Bansuri.Host.Configuration.Sources;

namespace Bansuri.Host.Configuration.Reading;

/// <summary>What stands at the root of one file, each part still as nodes.</summary>
internal sealed record RootParts
{
    public static readonly RootParts Nothing = new();

    public ImmutableArray<EntrySource> Entries { get; init; } = [];

    public MappingNode? Defaults { get; init; }

    public ImmutableArray<IncludePattern> Includes { get; init; } = [];

    public MappingNode? Host { get; init; }

    public ImmutableArray<NotifierEntry> Notifiers { get; init; } = [];
}
