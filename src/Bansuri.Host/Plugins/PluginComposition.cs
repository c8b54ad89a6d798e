using System.Collections.Immutable;
using System.Composition.Hosting;
using System.Reflection;
using Bansuri.Abstractions;
using Bansuri.Abstractions.Options;

namespace Bansuri.Host.Plugins;

/// <summary>
/// The task types of one loaded assembly, composed by MEF: each class with the attribute is an exported factory, its name and description the
/// export's metadata. One container for each generation, as a container keeps its parts' assemblies alive.
/// </summary>
internal sealed class PluginComposition : IDisposable
{
    private readonly CompositionHost _container;
    private readonly Dictionary<string, Lazy<PluginTaskFactory, IDictionary<string, object>>> _types;

    private PluginComposition(CompositionHost container)
    {
        _container = container;
        _types = container.GetExports<Lazy<PluginTaskFactory, IDictionary<string, object>>>()
            .ToDictionary(export => (string)export.Metadata[nameof(PluginType.Name)], StringComparer.Ordinal);
    }

    public IEnumerable<IDictionary<string, object>> Types => _types.Values.Select(export => export.Metadata);

    public void Dispose() => _container.Dispose();

    public AbstractTask Create(string type, TaskConfig config, OptionValues options) => _types[type].Value.Create(config, options);

    /// <summary>Composes what the assembly offers.</summary>
    /// <param name="assembly">The plugin.</param>
    /// <param name="warn">Takes what is wrong with a class while others can be offered.</param>
    /// <exception cref="PluginProblem">Nothing can be offered.</exception>
    public static PluginComposition Of(Assembly assembly, Action<PluginProblem> warn)
    {
        var problems = new List<PluginProblem>();
        var schemas = new Dictionary<Type, OptionsSchema?>();
        foreach (var type in LoadableTypes(assembly, problems))
        {
            if (type.GetCustomAttribute<TaskTypeAttribute>() is not { } attribute)
            {
                continue;
            }

            if (TaskClass.Problem(type, attribute, out var schema) is { } problem)
            {
                problems.Add(new PluginProblem(problem));
            }
            else
            {
                schemas.Add(type, schema);
            }
        }

        if (schemas.Count == 0)
        {
            throw problems.FirstOrDefault() ?? AssemblyCheck.NoTaskType(assembly.GetName().Name + ".dll");
        }

        problems.ForEach(warn);
        CheckDuplicates(schemas.Keys);
        return Of(schemas);
    }

    /// <summary>Composes classes that have been checked.</summary>
    /// <param name="schemas">Of their options; null for those without.</param>
    public static PluginComposition Of(IReadOnlyDictionary<Type, OptionsSchema?> schemas) =>
        new(new ContainerConfiguration().WithProvider(new TaskTypeExports(schemas)).CreateContainer());

    // A type whose base class or member needs an assembly that is not there costs only itself.
    private static ImmutableArray<Type> LoadableTypes(Assembly assembly, List<PluginProblem> problems)
    {
        try
        {
            return [.. assembly.GetTypes()];
        }
        catch (ReflectionTypeLoadException error)
        {
            problems.AddRange(error.LoaderExceptions.OfType<Exception>()
                .Select(each => PluginProblem.From(each, assembly.GetName().Name!)) // loaded from a file, so it has a name
                .DistinctBy(problem => problem.Message));
            return [.. error.Types.OfType<Type>()];
        }
    }

    private static void CheckDuplicates(IEnumerable<Type> types)
    {
        var repeated = types
            .GroupBy(type => type.GetCustomAttribute<TaskTypeAttribute>()!.Name, StringComparer.Ordinal) // that is how they were found
            .FirstOrDefault(group => group.Count() > 1);
        if (repeated is not null)
        {
            throw new PluginProblem(
                $"task type '{repeated.Key}' is declared by two classes: {string.Join(" and ", repeated.Select(type => type.Name))}",
                "rename one of the two");
        }
    }
}
