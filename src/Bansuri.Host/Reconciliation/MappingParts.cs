using Bansuri.Abstractions.Nodes;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Host.Reconciliation;

/// <summary>The leaves of a mapping by their paths: <c>server.port</c>, <c>hosts[0]</c>.</summary>
internal static class MappingParts
{
    public static Dictionary<string, string> Of(object? value)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        switch (value)
        {
            case IReadOnlyDictionary<string, string> variables:
                foreach (var (name, text) in variables)
                {
                    parts[name] = text;
                }

                break;
            case MappingNode { Entries.IsEmpty: false } mapping:
                Add(mapping, "", parts);
                break;
            default:
                break;
        }

        return parts;
    }

    private static void Add(ConfigNode node, string path, Dictionary<string, string> parts)
    {
        switch (node)
        {
            case MappingNode { Entries.IsEmpty: false } mapping:
                foreach (var entry in mapping.Entries)
                {
                    Add(entry.Value, path.Length == 0 ? entry.Key.Text : $"{path}.{entry.Key.Text}", parts);
                }

                break;
            case SequenceNode { Items.IsEmpty: false } sequence:
                for (var index = 0; index < sequence.Items.Length; index++)
                {
                    Add(sequence.Items[index], $"{path}[{index}]", parts);
                }

                break;
            default:
                parts[path] = FreeForm.Format(node);
                break;
        }
    }
}
