using Bansuri.Abstractions.Binding;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Host.Configuration.Reading;

/// <summary>A task, and the nodes that it was read from, which the checks point at and nothing keeps after them.</summary>
internal sealed record ReadTask(TaskEntry Task, WrittenEntry Written)
{
    /// <summary>What was written for a key, or null.</summary>
    public ConfigNode? ValueOf(Key key) => Written.Find(key)?.Value;

    /// <summary>Whether a value was written that is none; it has been reported.</summary>
    public bool IsBad(Key key) => ValueOf(key) is not null && !Task.Config.Values.IsWritten(key);

    /// <summary>Where the value of a key stands, or else the entry.</summary>
    public SourceSpan SpanOf(Key key) => ValueOf(key)?.Span ?? Task.Span;
}
