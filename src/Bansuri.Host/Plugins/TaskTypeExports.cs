using System.Composition.Hosting.Core;
using System.Reflection;
using Bansuri.Abstractions;
using Bansuri.Abstractions.Options;

namespace Bansuri.Host.Plugins;

/// <summary>
/// Task classes as exports of MEF, so that an author's class needs no attribute of a library. MEF's own conventions compile an expression for each of
/// them, which a start would wait for: docs/decisions/0030-compose-at-load.md.
/// </summary>
/// <param name="schemas">Classes that have been checked, and their options; null for those without.</param>
internal sealed class TaskTypeExports(IReadOnlyDictionary<Type, OptionsSchema?> schemas) : ExportDescriptorProvider
{
    private static readonly CompositionContract Contract = new(typeof(PluginTaskFactory));

    public override IEnumerable<ExportDescriptorPromise> GetExportDescriptors(CompositionContract contract, DependencyAccessor descriptorAccessor) =>
        contract.Equals(Contract) ? schemas.Select(pair => Promise(pair.Key, pair.Value)) : NoExportDescriptors;

    private static ExportDescriptorPromise Promise(Type type, OptionsSchema? schema)
    {
        var attribute = type.GetCustomAttribute<TaskTypeAttribute>()!; // that is how it was found
        var metadata = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [nameof(PluginType.Name)] = attribute.Name,
            [nameof(PluginType.Description)] = attribute.Description,
            [nameof(PluginType.RequiresCommand)] = attribute.RequiresCommand,
            [nameof(PluginType.IsProcess)] = type.IsAssignableTo(typeof(IProcessTask)),
            [nameof(PluginType.Options)] = schema!, // null is a value here
        };
        return new ExportDescriptorPromise(Contract, type.Name, isShared: true, NoDependencies, _ => ExportDescriptor.Create((_, _) => new PluginTaskFactory(type), metadata));
    }
}
