using System.Collections.Immutable;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Nodes;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions.Binding;

/// <summary>One entry, flat or grouped, to a <see cref="TaskConfig"/>; every problem is reported before it gives up.</summary>
internal static class EntryBinder
{
    public static TaskConfig? Bind(MappingNode entry, BindContext context)
    {
        var written = ImmutableDictionary.CreateBuilder<Key, object?>();
        var task = (entry.Find("name") as ScalarNode)?.Text;
        var good = true;
        foreach (var (keyNode, value) in entry.Entries.Select(each => (each.Key, each.Value)))
        {
            if (KeyTable.Find(keyNode.Text) is not { } key)
            {
                good = false;
                context.Report(new Diagnostic(Codes.UnknownKey, $"unknown key '{keyNode.Text}' in task '{task}'", keyNode.Span));
            }
            else if (key.TryRead(value, new ReadContext(keyNode.Text, task, context.Host.BaseDirectory, context.Variables, context.Report), out var read))
            {
                written[key] = read;
            }
            else
            {
                good = false;
            }
        }

        return good ? new TaskConfig(KeyValues.Complete(written.ToImmutable(), context.Host)) : null;
    }
}
