using System.Collections.Immutable;
using Bansuri.Abstractions.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Plugins;

/// <summary>
/// Looks at the plugin folders and swaps in what has changed. A new generation is offered only after it has been loaded and composed:
/// whatever is wrong with it, the old one serves on. One scan at a time.
/// </summary>
internal sealed partial class PluginScanner(
    PluginSettings settings,
    PluginLoading loading,
    PluginOffers offers,
    TimeProvider time,
    ILogger log)
{
    private readonly SortedDictionary<string, PluginSource> _sources = new(StringComparer.Ordinal);
    private readonly ImmutableArray<PluginChange>.Builder _changes = ImmutableArray.CreateBuilder<PluginChange>();
    private readonly ImmutableArray<Diagnostic>.Builder _problems = ImmutableArray.CreateBuilder<Diagnostic>();
    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);
    private bool _hasScanned;

    public PluginScan Scan()
    {
        var pending = false;
        foreach (var source in Sources())
        {
            pending |= IsPending(source);
        }

        var scan = new PluginScan(_changes.DrainToImmutable(), _problems.DrainToImmutable(), pending);
        if (scan.Changes.Any(change => change.Kind != PluginChangeKind.Added))
        {
            // A name that was taken may be free now.
            foreach (var source in _sources.Values.Where(source => source.Rejection is not null))
            {
                source.Settled = null;
            }
        }

        _hasScanned = true;
        return scan;
    }

    /// <summary>Lets go of every generation; no scan follows.</summary>
    public void Close()
    {
        foreach (var source in _sources.Values)
        {
            source.Current?.Leave();
        }
    }

    private List<PluginSource> Sources()
    {
        var found = settings.Folders.SelectMany(Plugins)
            .Where(folder => !Path.GetFileName(folder).StartsWith('.'))
            .Select(folder => _sources.TryGetValue(folder, out var known) ? known : _sources[folder] = new PluginSource(folder))
            .ToList();
        return [.. found, .. _sources.Values.Except(found)];
    }

    // What is known of a folder that cannot be read for now is looked at all the same.
    private string[] Plugins(string folder)
    {
        try
        {
            var plugins = Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];
            _unreadable.Remove(folder);
            Array.Sort(plugins, StringComparer.Ordinal);
            return plugins;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (error is not DirectoryNotFoundException && _unreadable.Add(folder))
            {
                _problems.Add(PluginProblem.Warning(folder, $"plugin folder '{folder}' cannot be read: {error.Message}", "let the host's user read it"));
            }

            return [];
        }
    }

    private bool IsPending(PluginSource source)
    {
        try
        {
            var content = FolderContent.Look(source.Folder);
            if (!content.Files.Any(file => file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)))
            {
                // A folder may be gone for the moment in which it is replaced.
                var isReplaced = source is { Current: not null, IsMissed: false } && !source.Look.IsQuiet(content, !_hasScanned, time);
                if (!isReplaced)
                {
                    Miss(source);
                }

                return isReplaced;
            }

            source.IsMissed = false;
            var isNew = content.Fingerprint != source.Settled;
            return isNew && !(source.Look.IsQuiet(content, !_hasScanned, time) && IsTaken(source, content));
        }
        catch (PluginContentChangedException)
        {
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Reject(source, new PluginProblem(
                $"plugin '{source.Name}' cannot be copied: {error.Message}", "let the host's user read the folder, and see that the runtime directory has room"));
            return false;
        }
    }

    // False when there is more to come.
    private bool IsTaken(PluginSource source, FolderContent content)
    {
        try
        {
            if (loading.Load(source, content, problem => Warn(source, problem)) is { } generation)
            {
                Swap(source, generation);
            }

            source.Rejection = null;
        }
        catch (PluginProblem problem) when (problem.MayStillCome && !source.Look.HasStalled(content, time))
        {
            return false;
        }
        catch (PluginProblem problem)
        {
            Reject(source, problem);
        }

        source.Settled = content.Fingerprint;
        return true;
    }

    private void Swap(PluginSource source, PluginGeneration next)
    {
        var old = source.Current;
        if (offers.Swap(old, next) is { Type: var taken })
        {
            next.Leave();
            throw new PluginProblem(
                $"task type '{taken.Name}' of plugin '{source.Name}' is already provided by '{taken.Folder}'",
                "rename the type, or remove one of the two plugins");
        }

        source.Current = next;
        var names = next.Types.Concat(old?.Types ?? []).Select(type => type.Name).Distinct();
        _changes.Add(new PluginChange(old is null ? PluginChangeKind.Added : PluginChangeKind.Replaced, source.Name, [.. names]));
        LogOffered(log, source.Name, old is null ? "added" : "replaced", string.Join(", ", next.Types.Select(type => type.Generation)));
        old?.Leave();
    }

    private void Miss(PluginSource source)
    {
        source.Settled = null;
        if (source.Current is { } current && current.Types.Any(type => settings.IsInUse(type.Name)))
        {
            if (!source.IsMissed)
            {
                source.IsMissed = true;
                Warn(source, new PluginProblem(
                    $"plugin '{source.Name}' was removed, but tasks use it: it stays loaded",
                    "remove these tasks, or put the plugin back"));
            }

            return;
        }

        _sources.Remove(source.Folder);
        if (source.Current is { } unused)
        {
            offers.Swap(unused, null);
            _changes.Add(new PluginChange(PluginChangeKind.Removed, source.Name, [.. unused.Types.Select(type => type.Name)]));
            LogRemoved(log, source.Name);
            unused.Leave();
        }
    }

    private void Warn(PluginSource source, PluginProblem problem) =>
        _problems.Add(PluginProblem.Warning(source.Folder, problem.Message, problem.Help));

    private void Reject(PluginSource source, PluginProblem problem)
    {
        var serving = source.Current is null ? "" : "; the generation before it serves on";
        var rejection = PluginProblem.Error(source.Folder, problem.Message + serving, problem.Help);
        if (rejection != source.Rejection)
        {
            _problems.Add(rejection);
        }

        source.Rejection = rejection;
    }

    [LoggerMessage(600, LogLevel.Information, "{Plugin}: {What}, offers {Types}")]
    private static partial void LogOffered(ILogger log, string plugin, string what, string types);

    [LoggerMessage(601, LogLevel.Information, "{Plugin}: removed, no task uses it")]
    private static partial void LogRemoved(ILogger log, string plugin);
}
