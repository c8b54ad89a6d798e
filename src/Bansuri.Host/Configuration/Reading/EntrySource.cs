using Bansuri.Abstractions.Nodes;

namespace Bansuri.Host.Configuration.Reading;

/// <summary>One item of <c>tasks</c>, not yet read.</summary>
/// <param name="Node">A mapping or a text.</param>
/// <param name="Name">Its key, where <c>tasks</c> is a mapping.</param>
internal sealed record EntrySource(ConfigNode Node, ScalarNode? Name);
