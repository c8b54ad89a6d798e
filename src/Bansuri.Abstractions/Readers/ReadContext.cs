using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Abstractions.Readers;

/// <summary>What reading a value needs besides its node, and where what is wrong with it goes.</summary>
/// <param name="Key">The key as the user wrote it, for messages.</param>
/// <param name="Task">The task's name for messages, or null.</param>
/// <param name="BaseDirectory">The absolute folder that relative paths count from.</param>
/// <param name="Variables">The environment for <c>${VAR}</c>.</param>
/// <param name="Report">Takes each diagnostic.</param>
internal sealed record ReadContext(
    string Key,
    string? Task,
    string BaseDirectory,
    Func<string, string?> Variables,
    Action<Diagnostic> Report)
{
    /// <summary>Reports a bad value and returns false, so that a reader can end with it.</summary>
    public bool Bad(ConfigNode node, string allowed, string? help = null)
    {
        var where = Task is null ? "" : $" in task '{Task}'";
        Report(new Diagnostic(Codes.BadValue, $"bad value {Excerpt.Of(node)} for '{Key}'{where}: {allowed}", node.Span, help));
        return false;
    }
}
