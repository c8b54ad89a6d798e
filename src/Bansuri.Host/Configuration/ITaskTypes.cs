using Bansuri.Abstractions.Diagnostics;

namespace Bansuri.Host.Configuration;

/// <summary>What reading a configuration must know of the plugins. Called from one thread.</summary>
internal interface ITaskTypes
{
    /// <summary>The host's settings are known, and with them the plugin folders. Called before anything else, once for each load.</summary>
    void Prepare(HostSettings settings);

    /// <summary>The task types that plugins provide now.</summary>
    IReadOnlyCollection<string> Names { get; }

    /// <summary>Whether <c>command</c> is required; false for a type that nobody provides.</summary>
    bool RequiresCommand(string type);

    /// <summary>What is wrong with the <c>with</c> of a task whose type is known, at its places in the text.</summary>
    IEnumerable<Diagnostic> CheckOptions(TaskEntry entry);
}
