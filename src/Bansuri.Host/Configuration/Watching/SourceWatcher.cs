using System.Threading.Channels;
using Bansuri.Host.Configuration.Sources;

namespace Bansuri.Host.Configuration.Watching;

/// <summary>
/// Looks at the sources again and again, and hands out each content that has settled. Polling is the truth: at every check interval all
/// files are read and hashed, so that a network disk, a used-up watch limit or an editor's tricks only cost time. inotify wakes it sooner.
/// </summary>
/// <remarks>
/// A content counts when two reads, <see cref="Settle"/> apart, are equal: a file that is being written in place, or a folder whose link
/// is being switched, is passed over until it is whole.
/// </remarks>
internal sealed class SourceWatcher : IDisposable
{
    /// <summary>The least time between two reads that must be equal.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(50);

    private readonly Func<LoadResult> _load;
    private readonly Func<LoadResult, bool, CancellationToken, Task<bool>> _changed;
    private readonly TimeProvider _time;
    private readonly FolderHints? _hints;
    private readonly Channel<TaskCompletionSource?> _wakes = Channel.CreateUnbounded<TaskCompletionSource?>(new UnboundedChannelOptions { SingleReader = true });
    private SourceSet _current;
    private bool _isPending;

    /// <summary>Makes a watcher; nothing is watched before <see cref="RunAsync"/>.</summary>
    /// <param name="current">What is in force.</param>
    /// <param name="load">Reads everything once.</param>
    /// <param name="changed">
    /// Takes each settled content, good or bad, and whether an operator asked for the look. False means "not yet": the same is offered
    /// again at the next look.
    /// </param>
    /// <param name="time">The clock.</param>
    public SourceWatcher(LoadResult current, Func<LoadResult> load, Func<LoadResult, bool, CancellationToken, Task<bool>> changed, TimeProvider time)
    {
        (_current, _load, _changed, _time) = (current.Sources, load, changed, time);
        _hints = current.Config?.Host.Watch == WatchMode.Poll ? null : new FolderHints(() => _wakes.Writer.TryWrite(null), (folder, reason) => HintsMissed?.Invoke(folder, reason));
        CheckInterval = current.Config?.Host.CheckInterval ?? TimeSpan.FromSeconds(30);
    }

    /// <summary>Every source is looked at again at least this often: as the content in force says.</summary>
    public TimeSpan CheckInterval { get; private set; }

    /// <summary>Told once, with a folder and the reason, when inotify cannot be had: edits there are then seen at the check interval.</summary>
    public Action<string, string>? HintsMissed { get; init; }

    /// <summary>Looks until it is cancelled; the one loop that everything here runs in.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        // What was written between the first read and now gave no hint.
        _wakes.Writer.TryWrite(null);
        while (!stopping.IsCancellationRequested)
        {
            _hints?.Watch(_current);
            var orders = await WakeAsync(stopping);
            try
            {
                await LookAsync(orders.Count > 0, stopping);
                orders.ForEach(order => order.TrySetResult());
                await Task.Delay(Settle, _time, stopping); // whatever writes beside the sources, this is as often as they are read
            }
            catch (OperationCanceledException)
            {
                orders.ForEach(order => order.TrySetCanceled(stopping));
            }
            catch (Exception failure)
            {
                orders.ForEach(order => order.TrySetException(failure));
                throw;
            }
        }
    }

    /// <summary>Looks now; ends when what was found has been handed out. For <c>bansuri reload</c>.</summary>
    public Task LookNowAsync()
    {
        var order = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _wakes.Writer.TryWrite(order) ? order.Task : Task.CompletedTask;
    }

    public void Dispose()
    {
        _wakes.Writer.TryComplete();
        _hints?.Dispose();
    }

    // A hundred hints that came meanwhile are one look.
    private async Task<List<TaskCompletionSource>> WakeAsync(CancellationToken stopping)
    {
        using var nap = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var due = Task.Delay(CheckInterval, _time, nap.Token);
        var woken = _wakes.Reader.WaitToReadAsync(nap.Token).AsTask();
        await Task.WhenAny(due, woken);
        await nap.CancelAsync();
        var orders = new List<TaskCompletionSource>();
        while (_wakes.Reader.TryRead(out var order))
        {
            if (order is not null)
            {
                orders.Add(order);
            }
        }

        return orders;
    }

    private async Task LookAsync(bool isOrdered, CancellationToken stopping)
    {
        if (!_isPending && _current.ReadHash() == _current.Hash)
        {
            return;
        }

        LoadResult found;
        do
        {
            found = _load();
            await Task.Delay(Settle, _time, stopping);
        }
        while (found.Sources.ReadHash() != found.ContentHash);

        // Back to what it was, while it was being looked at.
        if (found.ContentHash == _current.Hash && !_isPending)
        {
            return;
        }

        _isPending = !await _changed(found, isOrdered, stopping);
        _current = found.Sources;
        if (!_isPending && found.Config is { } config)
        {
            CheckInterval = config.Host.CheckInterval;
        }
    }
}
