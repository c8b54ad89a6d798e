using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Bansuri.Abstractions;
using Bansuri.Abstractions.Options;
using McMaster.NETCore.Plugins.Loader;

namespace Bansuri.Host.Plugins;

/// <summary>
/// All that refers to a plugin's code: its load context and what was composed from it. Whoever drops the only reference to this drops
/// the plugin.
/// </summary>
internal sealed class LoadedPlugin : IDisposable
{
    private readonly AssemblyLoadContext _context;
    private readonly Assembly _assembly;
    private readonly PluginComposition _composition;

    private LoadedPlugin(AssemblyLoadContext context, Assembly assembly, PluginComposition composition) =>
        (_context, _assembly, _composition) = (context, assembly, composition);

    /// <summary>Loads and composes the assembly.</summary>
    /// <param name="path">In the shadow copy.</param>
    /// <param name="warn">Takes what is wrong with a part of it.</param>
    /// <exception cref="Exception">Whatever loading leads to, see <see cref="PluginProblem.From"/>.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static LoadedPlugin Load(string path, Action<PluginProblem> warn)
    {
        // Not by PluginLoader: it would also read every runtimeconfig.json for probing paths, 20 ms of a start for what a plugin folder has no use for.
        var builder = new AssemblyLoadContextBuilder()
            .SetMainAssemblyPath(path)
            .SetDefaultContext(AssemblyLoadContext.Default)
            .PreferDefaultLoadContextAssembly(typeof(AbstractTask).Assembly.GetName())
            .EnableUnloading();
        NativeLibraries.Declare(builder, Path.GetDirectoryName(path)!); // a file in the copy
        var context = builder.Build();
        try
        {
            var assembly = context.LoadFromAssemblyPath(path);
            return new LoadedPlugin(context, assembly, PluginComposition.Of(assembly, warn));
        }
        catch
        {
            context.Unload();
            throw;
        }
    }

    /// <summary>What it offers, as records of the host.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public IReadOnlyList<PluginType> Types(string folder, string hash, int number)
    {
        return [.. _composition.Types.Select(type => new PluginType
        {
            Name = (string)type[nameof(PluginType.Name)],
            Description = (string?)type[nameof(PluginType.Description)] ?? "",
            RequiresCommand = (bool)type[nameof(PluginType.RequiresCommand)],
            IsProcess = (bool)type[nameof(PluginType.IsProcess)],
            Options = (OptionsSchema?)type[nameof(PluginType.Options)],
            Plugin = _assembly.GetName().Name ?? "",
            Folder = folder,
            Version = VersionOf(_assembly),
            Hash = hash,
            Number = number,
        })];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public AbstractTask Create(string type, TaskConfig config, OptionValues options) => _composition.Create(type, config, options);

    /// <summary>A reference that says whether the code is still there.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public WeakReference Watch() => new(_context, trackResurrection: true);

    public void Dispose()
    {
        _composition.Dispose();
        _context.Unload();
    }

    // Without the commit that follows a '+'.
    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? assembly.GetName().Version?.ToString(3)
        ?? "0.0.0";
}
