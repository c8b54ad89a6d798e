using Bansuri.Abstractions.Diagnostics;
using Bansuri.Host.Configuration;
using Bansuri.Host.Plugins;
using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Composition;

/// <summary>What the reader of configurations and the board ask of the plugins.</summary>
/// <param name="load">
/// Makes the catalog, scanned once, when the settings are known: they say where plugins lie. The reader of configurations goes on
/// meanwhile, and waits for it where a task's type is looked at.
/// </param>
internal sealed class PluginTypes(Func<HostSettings, Task<PluginCatalog>> load) : ITaskTypes, ITaskTypeDirectory
{
    private Task<PluginCatalog>? _catalog;

    /// <summary>There once a configuration has been read, even a broken one.</summary>
    public PluginCatalog Catalog => (_catalog ?? throw new InvalidOperationException("No configuration has been read yet.")).GetAwaiter().GetResult();

    public void Prepare(HostSettings settings) => _catalog ??= load(settings);

    public IReadOnlyCollection<string> Names => [.. Catalog.Types.Select(type => type.Name)];

    public bool RequiresCommand(string type) => Catalog.TryFind(type, out var found) && found.RequiresCommand;

    public IEnumerable<Diagnostic> CheckOptions(TaskEntry entry) => Catalog.TryFind(entry.Config.Identification.Type, out var type)
        ? OptionsCheck.Problems(type, entry.Config.Identification.Options, entry.Span, entry.Name)
        : [];

    public Gate Gate(string type) =>
        Catalog.TryFind(type, out _) ? Supervision.Lifecycles.Gate.Open : new Gate($"no plugin provides type '{type}'");

    /// <summary>For people.</summary>
    public string? Generation(string type) => Catalog.TryFind(type, out var found) ? found.Generation : null;

    /// <summary>For comparisons.</summary>
    public string? FullGeneration(string type) => Catalog.TryFind(type, out var found) ? found.FullGeneration : null;
}
