using System.Reflection;
using System.Runtime.CompilerServices;
using Bansuri.Abstractions;
using Bansuri.Abstractions.Options;
using McMaster.NETCore.Plugins;

namespace Bansuri.Host.Plugins;

/// <summary>
/// All that refers to a plugin's code: its load context and what was composed from it. Whoever drops the only reference to this drops
/// the plugin.
/// </summary>
internal sealed class LoadedPlugin : IDisposable
{
    private readonly PluginLoader _loader;
    private readonly PluginComposition _composition;

    private LoadedPlugin(PluginLoader loader, PluginComposition composition) => (_loader, _composition) = (loader, composition);

    /// <summary>Loads and composes the assembly.</summary>
    /// <param name="path">In the shadow copy.</param>
    /// <param name="warn">Takes what is wrong with a part of it.</param>
    /// <exception cref="Exception">Whatever loading leads to, see <see cref="PluginProblem.From"/>.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static LoadedPlugin Load(string path, Action<PluginProblem> warn)
    {
        var loader = PluginLoader.CreateFromAssemblyFile(path, config =>
        {
            config.IsUnloadable = true;
            config.SharedAssemblies.Add(typeof(AbstractTask).Assembly.GetName());
        });
        try
        {
            return new LoadedPlugin(loader, PluginComposition.Of(loader.LoadDefaultAssembly(), warn));
        }
        catch
        {
            loader.Dispose();
            throw;
        }
    }

    /// <summary>What it offers, as records of the host.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public IReadOnlyList<PluginType> Types(string folder, string hash, int number)
    {
        var assembly = _loader.LoadDefaultAssembly();
        return [.. _composition.Types.Select(type => new PluginType
        {
            Name = (string)type[nameof(PluginType.Name)],
            Description = (string?)type[nameof(PluginType.Description)] ?? "",
            RequiresCommand = (bool)type[nameof(PluginType.RequiresCommand)],
            IsProcess = (bool)type[nameof(PluginType.IsProcess)],
            Options = (OptionsSchema?)type[nameof(PluginType.Options)],
            Plugin = assembly.GetName().Name ?? "",
            Folder = folder,
            Version = VersionOf(assembly),
            Hash = hash,
            Number = number,
        })];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public AbstractTask Create(string type, TaskConfig config, OptionValues options) => _composition.Create(type, config, options);

    /// <summary>A reference that says whether the code is still there.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public WeakReference Watch() => new(_loader.LoadContext, trackResurrection: true);

    public void Dispose()
    {
        _composition.Dispose();
        _loader.Dispose();
    }

    // Without the commit that follows a '+'.
    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? assembly.GetName().Version?.ToString(3)
        ?? "0.0.0";
}
