using System.Diagnostics.CodeAnalysis;
using Bansuri.Abstractions.Binding;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Abstractions.Readers;

/// <summary>Reads the small mappings that are values (<c>{task, condition}</c>, probes): each field once, unknown fields reported.</summary>
internal sealed class Mappings(MappingNode mapping, ReadContext context)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _known = [];

    /// <summary>Whether everything that was read so far was good.</summary>
    public bool Good { get; private set; } = true;

    /// <summary>Reads the field when it is there.</summary>
    public bool TryTake<T>(string name, ValueReader<T> reader, [MaybeNullWhen(false)] out T value)
    {
        _known.Add(name);
        value = default;
        if (mapping.Find(name) is not { } node || node is ScalarNode { IsNull: true })
        {
            return false;
        }

        _seen.Add(name);
        var read = reader.TryRead(node, context with { Key = $"{context.Key}.{name}" }, out value!);
        Good &= read;
        return read;
    }

    public T Take<T>(string name, ValueReader<T> reader, T otherwise) => TryTake(name, reader, out var value) ? value : otherwise;

    /// <summary>Reports the fields that nobody asked for; call it last.</summary>
    public bool End()
    {
        foreach (var (key, value) in mapping.Entries.Select(entry => (entry.Key, entry.Value)))
        {
            if (!_known.Contains(key.Text) && value is not ScalarNode { IsNull: true })
            {
                Good = false;
                context.Report(new Diagnostic(
                    Codes.UnknownKey,
                    $"unknown key '{key.Text}' in '{context.Key}'{(context.Task is null ? "" : $" of task '{context.Task}'")}: expected {string.Join(", ", _known)}",
                    key.Span,
                    Spelling.Nearest(key.Text, _known) is { } nearest ? $"rename it to '{nearest}'" : null));
            }
        }

        return Good;
    }
}
