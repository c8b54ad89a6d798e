using Bansuri.Abstractions;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;
using Bansuri.Abstractions.Options;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Host.Plugins;

/// <summary>Holds a task's <c>with</c> against what its type declares; runs no code of the plugin.</summary>
internal static class OptionsCheck
{
    /// <summary>Reports every problem of the mapping.</summary>
    /// <param name="type">The type.</param>
    /// <param name="with">The mapping, or null.</param>
    /// <param name="entry">Where the entry stands.</param>
    /// <param name="task">Its name.</param>
    public static IReadOnlyList<Diagnostic> Problems(PluginType type, MappingNode? with, SourceSpan entry, string task)
    {
        var problems = new List<Diagnostic>();
        type.Options?.TryRead(with, entry, Context(task, problems.Add), out _);
        return problems;
    }

    /// <summary>The values for the plugin's record, and in words what is wrong with them.</summary>
    public static (OptionValues Values, string? Problem) Read(PluginType type, TaskConfig config)
    {
        var problems = new List<Diagnostic>();
        var values = OptionValues.None;
        type.Options?.TryRead(config.Identification.Options, SourceSpan.None, Context(null, problems.Add), out values);
        return (values, problems.Count == 0 ? null : string.Join("; ", problems.Select(problem => problem.Message)));
    }

    // Options neither expand variables nor know paths.
    private static ReadContext Context(string? task, Action<Diagnostic> report) => new("with", task, "/", _ => null, report);
}
