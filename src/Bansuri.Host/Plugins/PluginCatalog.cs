using System.Diagnostics.CodeAnalysis;
using Bansuri.Abstractions;
using Bansuri.Abstractions.Binding;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Plugins;

/// <summary>The task types that plugins offer now, and the code of attempts that is made of them. Thread-safe.</summary>
internal sealed class PluginCatalog : IAsyncDisposable
{
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(2);

    private readonly PluginSettings _settings;
    private readonly TimeProvider _time;
    private readonly PluginOffers _offers = new();
    private readonly RetiredGenerations _retired;
    private readonly PluginLoading _loading;
    private readonly PluginScanner _scanner;

    // Scans come from the watcher, the operator and the start; two at once would load the same generation twice.
    private readonly SemaphoreSlim _turn = new(1);

    public PluginCatalog(PluginSettings settings, TimeProvider time, ILogger<PluginCatalog> log)
    {
        (_settings, _time) = (settings, time);
        _retired = new RetiredGenerations(time, log);
        _loading = new PluginLoading(settings.CopyDirectory, _retired.Add);
        _scanner = new PluginScanner(settings, _loading, _offers, time, log);
        ShadowCopy.Delete(settings.CopyDirectory);
    }

    /// <summary>What is offered, by name.</summary>
    public IReadOnlyList<PluginType> Types => [.. _offers.All.Select(offer => offer.Type)];

    /// <summary>Generations that are offered no more and whose code is still there, because a run uses it or something leaks.</summary>
    public IReadOnlyList<PluginGeneration> OldGenerations => [.. _loading.Loaded.Except(_offers.All.Select(offer => offer.Generation))];

    /// <summary>Those of them that nobody uses and that something has kept in memory for half a minute.</summary>
    public IReadOnlyList<PluginGeneration> PinnedGenerations => _retired.Pinned;

    public bool TryFind(string type, [NotNullWhen(true)] out PluginType? found)
    {
        found = _offers.Find(type)?.Type;
        return found is not null;
    }

    /// <summary>The type that a misspelt name most likely meant, or null.</summary>
    public string? NearestTo(string type) => Spelling.Nearest(type, _offers.All.Select(offer => offer.Type.Name));

    /// <summary>Makes the code for one attempt, of the generation that is offered now; null when no plugin provides the type.</summary>
    public TaskInstance? Create(string type, TaskConfig config) =>
        Enter(type) is { } offer ? new TaskInstance(offer.Generation, offer.Type, config, _settings.Threads) : null;

    /// <summary>Holds the generation that is offered now, for code that runs elsewhere; null when no plugin provides the type.</summary>
    public PluginUse? Use(string type) => Enter(type) is { } offer ? new PluginUse(offer.Generation, offer.Type) : null;

    /// <summary>Looks at all folders once.</summary>
    public async Task<PluginScan> ScanAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await Task.Factory.StartNew(_scanner.Scan, cancellationToken, TaskCreationOptions.None, _settings.Threads);
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
        while (all.Pending && _time.GetElapsedTime(start) < SettleLimit)
        {
            await Task.Delay(PluginWatcher.SoonAgain, _time, cancellationToken);
            var next = await ScanAsync(cancellationToken);
            all = new PluginScan([.. all.Changes, .. next.Changes], [.. all.Problems, .. next.Problems], next.Pending);
        }

        return all;
    }

    // A generation that cannot be entered has just been swapped out: then there is another one, or none.
    private PluginOffers.Offer? Enter(string type)
    {
        while (_offers.Find(type) is { } offer)
        {
            if (offer.Generation.TryEnter())
            {
                return offer;
            }
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        _scanner.Close();
        await _retired.DisposeAsync();
        _turn.Dispose();
        _settings.Threads.Dispose();
        ShadowCopy.Delete(_settings.CopyDirectory);
    }
}
