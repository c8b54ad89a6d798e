using System.Collections.Concurrent;

namespace Bansuri.Host.Plugins;

/// <summary>Makes generations out of what folders hold: copy, check, load, compose.</summary>
/// <param name="copyDirectory">Where copies go.</param>
/// <param name="onUnused">Takes a generation over that nobody uses any more.</param>
internal sealed class PluginLoading(string copyDirectory, Action<PluginGeneration> onUnused)
{
    private readonly ConcurrentDictionary<int, PluginGeneration> _loaded = new();
    private int _number;

    /// <summary>Every generation whose code is still there.</summary>
    public IReadOnlyList<PluginGeneration> Loaded
    {
        get
        {
            foreach (var (number, generation) in _loaded)
            {
                if (!generation.Context.IsAlive)
                {
                    _loaded.TryRemove(number, out _);
                }
            }

            return [.. _loaded.Values];
        }
    }

    /// <summary>Loads what the folder holds; null when that is what is loaded already.</summary>
    /// <exception cref="PluginContentChangedException">It was written to meanwhile.</exception>
    /// <exception cref="PluginProblem">It cannot be used.</exception>
    public PluginGeneration? Load(PluginSource source, FolderContent content, Action<PluginProblem> warn)
    {
        var main = source.Name + ".dll";
        if (!content.Files.Contains(main))
        {
            throw new PluginProblem($"plugin folder '{source.Name}' has no '{main}'", "name the folder and the assembly alike: plugins/NAME/NAME.dll");
        }

        var copy = Copy(source, content);
        if (copy.Hash == source.Current?.Copy.Hash)
        {
            ShadowCopy.Delete(copy.Directory);
            return null;
        }

        try
        {
            var path = Path.Combine(copy.Directory, main);
            if (content.Files.FirstOrDefault(file => !FileCompleteness.IsWhole(Path.Combine(copy.Directory, file))) is { } half)
            {
                throw new PluginProblem($"'{half}' is incomplete", "copy it again") { MayStillCome = true };
            }

            AssemblyCheck.Run(path);
            var loaded = LoadedPlugin.Load(path, warn);
            var generation = new PluginGeneration(loaded, copy, [.. loaded.Types(source.Folder, copy.Hash, _number)], onUnused);
            _loaded[_number] = generation;
            return generation;
        }
        catch (Exception error)
        {
            ShadowCopy.Delete(copy.Directory);
            throw PluginProblem.From(error, source.Name);
        }
    }

    private ShadowCopy Copy(PluginSource source, FolderContent content)
    {
        ShadowCopy copy;
        try
        {
            copy = ShadowCopy.Make(source.Folder, content.Files, Path.Combine(copyDirectory, source.Name), ++_number);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException && HasChanged(source, content))
        {
            throw new PluginContentChangedException();
        }

        if (HasChanged(source, content))
        {
            ShadowCopy.Delete(copy.Directory);
            throw new PluginContentChangedException();
        }

        return copy;
    }

    private static bool HasChanged(PluginSource source, FolderContent content) => FolderContent.Look(source.Folder).Fingerprint != content.Fingerprint;
}
