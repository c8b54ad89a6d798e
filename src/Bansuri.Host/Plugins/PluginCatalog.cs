using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Bansuri.Abstractions;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Options;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Plugins;

/// <summary>
/// The task types that plugins offer now. A scan looks at the folders, and swaps in a new generation only after it has been loaded and
/// composed: whatever is wrong with it, the old one serves on. Thread-safe.
/// </summary>
internal sealed partial class PluginCatalog : IAsyncDisposable
{
    private readonly PluginSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly PluginThreads _threads = new();
    private readonly PluginLoading _loading;
    private readonly RetiredGenerations _retired;

    // Scans come from the watcher, the operator and the start; two at once would load the same generation twice.
    private readonly SemaphoreSlim _turn = new(1);
    private readonly SortedDictionary<string, PluginSource> _sources = new(StringComparer.Ordinal);
    private ImmutableSortedDictionary<string, Offer> _offers = ImmutableSortedDictionary.Create<string, Offer>(StringComparer.Ordinal);
    private bool _hasScanned;

    public PluginCatalog(PluginSettings settings, TimeProvider time, ILogger<PluginCatalog> log)
    {
        (_settings, _time, _log) = (settings, time, log);
        _retired = new RetiredGenerations(time, log);
        _loading = new PluginLoading(settings.CopyDirectory, _retired.Add);
        ShadowCopy.Delete(settings.CopyDirectory);
    }

    /// <summary>What is offered, by name.</summary>
    public IReadOnlyList<PluginType> Types => [.. Volatile.Read(ref _offers).Values.Select(offer => offer.Type)];

    /// <summary>Generations that are offered no more and whose code is still there, because a run uses it or something leaks.</summary>
    public IReadOnlyList<PluginGeneration> OldGenerations => [.. _loading.Loaded.Except(Volatile.Read(ref _offers).Values.Select(offer => offer.Generation))];

    /// <summary>Those of them that nobody uses and that could not be unloaded so far.</summary>
    public IReadOnlyList<PluginGeneration> LeakedGenerations => _retired.Alive;

    public bool TryFind(string type, [NotNullWhen(true)] out PluginType? found)
    {
        found = Volatile.Read(ref _offers).GetValueOrDefault(type)?.Type;
        return found is not null;
    }

    /// <summary>The type that a misspelt name most likely meant, or null.</summary>
    public string? NearestTo(string type) => Nearest.To(type, Volatile.Read(ref _offers).Keys);

    /// <summary>Makes the code for one attempt, of the generation that is offered now; null when no plugin provides the type.</summary>
    public TaskInstance? Create(string type, TaskConfig config)
    {
        // A generation that cannot be entered has just been swapped out: then there is another one, or none.
        while (Volatile.Read(ref _offers).GetValueOrDefault(type) is { } offer)
        {
            if (offer.Generation.TryEnter())
            {
                return new TaskInstance(offer.Generation, offer.Type, config, _threads);
            }
        }

        return null;
    }

    /// <summary>Looks at all folders once.</summary>
    public async Task<PluginScan> ScanAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await Task.Factory.StartNew(Scan, cancellationToken, TaskCreationOptions.None, _threads);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Looks until no folder is being written any more, for at most two seconds.</summary>
    public async Task<PluginScan> SettleAsync(CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        var all = await ScanAsync(cancellationToken);
        while (all.Pending && _time.GetElapsedTime(start) < TimeSpan.FromSeconds(2))
        {
            await Task.Delay(PluginWatcher.SoonAgain, _time, cancellationToken);
            var next = await ScanAsync(cancellationToken);
            all = new PluginScan([.. all.Changes, .. next.Changes], [.. all.Problems, .. next.Problems], next.Pending);
        }

        return all;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources.Values)
        {
            source.Current?.Leave();
        }

        await _retired.DisposeAsync();
        _turn.Dispose();
        ShadowCopy.Delete(_settings.CopyDirectory);
    }

    private PluginScan Scan()
    {
        var changes = ImmutableArray.CreateBuilder<PluginChange>();
        var problems = ImmutableArray.CreateBuilder<Diagnostic>();
        var pending = false;
        foreach (var source in Sources())
        {
            pending |= Look(source, changes.Add, problems.Add);
        }

        // A name that was taken may be free now.
        if (changes.Any(change => change.Kind != PluginChangeKind.Added))
        {
            foreach (var source in _sources.Values.Where(source => source.Rejection is not null))
            {
                source.Settled = null;
            }
        }

        _hasScanned = true;
        return new PluginScan(changes.ToImmutable(), problems.ToImmutable(), pending);
    }

    private List<PluginSource> Sources()
    {
        var folders = _settings.Folders.Where(Directory.Exists)
            .SelectMany(folder => Directory.GetDirectories(folder).Where(each => !Path.GetFileName(each).StartsWith('.')).Order(StringComparer.Ordinal))
            .ToList();
        var known = folders.Select(folder => _sources.TryGetValue(folder, out var source) ? source : _sources[folder] = new PluginSource(folder)).ToList();
        return [.. known, .. _sources.Values.Except(known)];
    }

    /// <returns>Whether the folder is still being written.</returns>
    private bool Look(PluginSource source, Action<PluginChange> changed, Action<Diagnostic> report)
    {
        try
        {
            var content = FolderContent.Look(source.Folder);
            if (!content.Files.Any(file => file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)))
            {
                Missing(source, changed, report);
                return false;
            }

            source.IsMissed = false;
            if (content.Fingerprint == source.Settled)
            {
                return false;
            }

            if (!source.IsQuiet(content, !_hasScanned, _time))
            {
                return true;
            }

            Take(source, content, changed, report);
            return false;
        }
        catch (PluginContentChangedException)
        {
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Reject(source, new PluginProblem($"plugin '{source.Name}' cannot be read: {error.Message}"), report);
            return false;
        }
    }

    private void Take(PluginSource source, FolderContent content, Action<PluginChange> changed, Action<Diagnostic> report)
    {
        try
        {
            if (_loading.Load(source, content, warning => report(PluginProblem.Warning(source.Folder, warning.Message, warning.Help))) is { } generation)
            {
                Swap(source, generation, changed);
            }

            source.Rejection = null;
        }
        catch (PluginProblem problem)
        {
            Reject(source, problem, report);
        }

        source.Settled = content.Fingerprint;
    }

    private void Swap(PluginSource source, PluginGeneration next, Action<PluginChange> changed)
    {
        var others = _offers.RemoveRange(source.Current?.Types.Select(type => type.Name) ?? []);
        if (next.Types.FirstOrDefault(type => others.ContainsKey(type.Name)) is { } taken)
        {
            next.Leave();
            throw new PluginProblem(
                $"task type '{taken.Name}' of plugin '{source.Name}' is already provided by '{others[taken.Name].Type.Folder}'",
                "rename the type, or remove one of the two plugins");
        }

        var old = source.Current;
        source.Current = next;
        Volatile.Write(ref _offers, others.AddRange(next.Types.Select(type => KeyValuePair.Create(type.Name, new Offer(type, next)))));
        changed(new PluginChange(
            old is null ? PluginChangeKind.Added : PluginChangeKind.Replaced,
            source.Name,
            [.. next.Types.Concat(old?.Types ?? []).Select(type => type.Name).Distinct()]));
        LogOffered(_log, source.Name, string.Join(", ", next.Types.Select(type => type.Generation)), old is null ? "added" : "replaced");
        old?.Leave();
    }

    private void Missing(PluginSource source, Action<PluginChange> changed, Action<Diagnostic> report)
    {
        source.Settled = null;
        if (source.Current is not { } current)
        {
            _sources.Remove(source.Folder);
        }
        else if (!current.Types.Any(type => _settings.IsInUse(type.Name)))
        {
            Volatile.Write(ref _offers, _offers.RemoveRange(current.Types.Select(type => type.Name)));
            _sources.Remove(source.Folder);
            changed(new PluginChange(PluginChangeKind.Removed, source.Name, [.. current.Types.Select(type => type.Name)]));
            LogRemoved(_log, source.Name);
            current.Leave();
        }
        else if (!source.IsMissed)
        {
            source.IsMissed = true;
            report(PluginProblem.Warning(source.Folder, $"plugin '{source.Name}' was removed, but tasks use it: it stays loaded", "remove these tasks, or put the plugin back"));
        }
    }

    private static void Reject(PluginSource source, PluginProblem problem, Action<Diagnostic> report)
    {
        var serving = source.Current is null ? "" : "; the generation before it serves on";
        var rejection = PluginProblem.Error(source.Folder, problem.Message + serving, problem.Help);
        if (rejection != source.Rejection)
        {
            report(rejection);
        }

        source.Rejection = rejection;
    }

    private sealed record Offer(PluginType Type, PluginGeneration Generation);

    [LoggerMessage(600, LogLevel.Information, "{Plugin}: {What}, offers {Types}")]
    private static partial void LogOffered(ILogger log, string plugin, string types, string what);

    [LoggerMessage(601, LogLevel.Information, "{Plugin}: removed, no task uses it")]
    private static partial void LogRemoved(ILogger log, string plugin);
}
