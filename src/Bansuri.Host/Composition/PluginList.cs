using System.Collections.Immutable;
using Bansuri.Abstractions.Options;
using Bansuri.Host.Control;
using Bansuri.Host.Control.Contracts;
using Bansuri.Host.Plugins;
using Bansuri.Host.Supervision;

namespace Bansuri.Host.Composition;

/// <summary>The loaded task types and who uses them, for the control interface.</summary>
internal sealed class PluginList(PluginCatalog catalog, TaskBoard board) : IPluginList
{
    public PluginsDocument Current
    {
        get
        {
            var users = board.Snapshots.ToLookup(task => task.Type, task => task.Name, StringComparer.Ordinal);
            return new PluginsDocument(
                [.. catalog.Types.OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => new TaskTypeDocument
                {
                    Type = type.Name,
                    Description = type.Description,
                    Assembly = Path.Combine(type.Folder, type.Plugin + ".dll"),
                    Version = type.Version,
                    Generation = type.Generation,
                    Number = type.Number,
                    Hash = type.Hash,
                    Tasks = [.. users[type.Name]],
                    RequiresCommand = type.RequiresCommand,
                    Options = type.Options?.Fields.Select(Describe).ToImmutableArray(),
                })],
                Names(catalog.OldGenerations))
            { Pinned = Pinned };
        }
    }

    /// <summary>Old code that cannot be unloaded.</summary>
    public ImmutableArray<string> Pinned => Names(catalog.PinnedGenerations);

    private static OptionDocument Describe(OptionField option) =>
        new(option.Name, option.Reader.Allowed, option.IsRequired, Written(option.DefaultText), Written(option.Help));

    private static string? Written(string text) => text.Length == 0 ? null : text;

    private static ImmutableArray<string> Names(IEnumerable<PluginGeneration> generations) =>
        [.. generations.OrderBy(generation => generation.Types[0].Number).Select(generation => generation.ToString())];
}
