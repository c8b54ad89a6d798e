namespace Bansuri.Host.Plugins;

/// <summary>
/// Has the catalog look at its folders: as soon as the kernel says that something changed, and in any case once a second, which is what counts
/// on network disks. Where the kernel sees every change that is once in half a minute, and the second only tells whether a folder itself
/// was made, deleted or replaced.
/// </summary>
internal sealed class PluginWatcher(PluginCatalog catalog, IReadOnlyList<string> folders, TimeProvider time)
{
    /// <summary>How soon to look again at a folder that is being written.</summary>
    public static readonly TimeSpan SoonAgain = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestTrust = TimeSpan.FromSeconds(30);

    private readonly Hint _hint = new();

    /// <summary>Looks once a second, whatever the kernel could tell.</summary>
    public bool Polls { get; init; }

    /// <summary>Watches until cancelled.</summary>
    /// <param name="changed">Gets every scan that led to something, one after the other.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Func<PluginScan, Task> changed, CancellationToken cancellationToken)
    {
        var watches = Polls ? [] : folders.Select(folder => new PluginFolderWatch(folder, _hint.Give)).ToList();
        try
        {
            while (true)
            {
                // Before the look, so that no change falls between the two.
                watches.ForEach(watch => watch.Renew());
                var scan = await catalog.ScanAsync(cancellationToken);
                if (!scan.Changes.IsEmpty || !scan.Problems.IsEmpty)
                {
                    await changed(scan);
                }

                await (scan.Pending ? Task.Delay(SoonAgain, time, cancellationToken) : PauseAsync(watches, cancellationToken));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        finally
        {
            watches.ForEach(watch => watch.Dispose());
        }
    }

    private async Task PauseAsync(List<PluginFolderWatch> watches, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (!await _hint.WaitAsync(Period, time, cancellationToken))
        {
            if (Polls || !watches.TrueForAll(watch => watch.SeesAll) || time.GetElapsedTime(began) >= LongestTrust)
            {
                return;
            }
        }
    }
}
