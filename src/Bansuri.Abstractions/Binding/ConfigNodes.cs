using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Nodes;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions.Binding;

/// <summary>
/// A bound configuration as nodes again, for another process of the same program: what was written, with all that depended on where it stood
/// (paths, variables) already settled.
/// </summary>
internal static class ConfigNodes
{
    /// <summary>The keys that were written; a null means that the value is null, not that the key is missing.</summary>
    public static MappingNode Of(TaskConfig config) => new(
        [.. KeyTable.All.Where(config.Values.IsWritten).Select(key =>
            new MappingEntry(new ScalarNode(key.Name, Quoted: true, SourceSpan.None), ValueNodes.Of(key, config.Values.Get(key))))],
        SourceSpan.None);

    /// <summary>The configuration that <see cref="Of"/> made the nodes from.</summary>
    /// <param name="nodes">What was written.</param>
    /// <param name="host">The defaults that do not follow from the keys.</param>
    /// <exception cref="TaskConfigException">They are not from this version of the program.</exception>
    public static TaskConfig Read(MappingNode nodes, HostDefaults host)
    {
        var problems = new List<string>();
        var values = new WrittenValues(KeyTable.Rows);
        foreach (var entry in nodes.Entries)
        {
            var context = new ReadContext(entry.Key.Text, null, host.BaseDirectory, _ => null, problem => problems.Add(problem.Message));
            if (KeyTable.Find(entry.Key.Text) is not { } key)
            {
                problems.Add($"unknown key '{entry.Key.Text}'");
            }
            else if (entry.Value is ScalarNode { IsNull: true })
            {
                values.Set(key, null);
            }
            else if (key.TryRead(entry.Value, context, out var value))
            {
                values.Set(key, value);
            }
        }

        return problems.Count == 0 ? new TaskConfig(KeyValues.Complete(values, host)) : throw new TaskConfigException(problems);
    }
}
