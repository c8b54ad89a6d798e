using System.Diagnostics.CodeAnalysis;

namespace Bansuri.Host.Plugins;

/// <summary>
/// Has the catalog look at its folders: once a second, which is what counts on network disks, and as soon as the kernel says that
/// something changed, which is only a hint.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A late event may still release the semaphore, which holds nothing but memory.")]
internal sealed class PluginWatcher(PluginCatalog catalog, IReadOnlyList<string> folders, TimeProvider time)
{
    /// <summary>How soon to look again at a folder that is being written.</summary>
    public static readonly TimeSpan SoonAgain = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _hint = new(0, 1);

    /// <summary>Watches until cancelled.</summary>
    /// <param name="changed">Gets every scan that led to something, one after the other.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Func<PluginScan, Task> changed, CancellationToken cancellationToken)
    {
        var hints = folders.Where(Directory.Exists).Select(Watch).OfType<FileSystemWatcher>().ToList();
        try
        {
            while (true)
            {
                var scan = await catalog.ScanAsync(cancellationToken);
                if (!scan.Changes.IsEmpty || !scan.Problems.IsEmpty)
                {
                    await changed(scan);
                }

                await (scan.Pending ? Task.Delay(SoonAgain, time, cancellationToken) : PauseAsync(cancellationToken));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        finally
        {
            hints.ForEach(hint => hint.Dispose());
        }
    }

    private async Task PauseAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var hinted = _hint.WaitAsync(over.Token);
        await Task.WhenAny(hinted, Task.Delay(Period, time, over.Token));
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    // No more than a hint: where it cannot be had (no watches left, no such file system), the second tells.
    private FileSystemWatcher? Watch(string folder)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
            watcher.Changed += (_, _) => Hint();
            watcher.Created += (_, _) => Hint();
            watcher.Deleted += (_, _) => Hint();
            watcher.Renamed += (_, _) => Hint();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception error) when (error is IOException or ArgumentException)
        {
            return null;
        }
    }

    private void Hint()
    {
        try
        {
            _hint.Release();
        }
        catch (SemaphoreFullException)
        {
            // One is enough.
        }
    }
}
