using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Plugins;

/// <summary>
/// Generations that nobody uses any more. Unloading is cooperative: the code goes when nothing refers to it, and an idle host never
/// collects by itself, so this does; and it says so once when something keeps the code for ever.
/// </summary>
[SuppressMessage("Usage", "CA2213", Justification = "Who is held up by a plugin may look at the source later, which holds nothing but memory.")]
internal sealed partial class RetiredGenerations(TimeProvider time, ILogger log) : IAsyncDisposable
{
    private static readonly TimeSpan[] Patience =
    [
        TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(25),
    ];

    // For handlers that a plugin has called at its unloading, and, as the host ends, for its finalizers. Of the machine's time, whatever
    // clock the rest goes by: what is waited for is code that runs.
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<PluginGeneration, Task> _waiting = new();
    private readonly ConcurrentDictionary<PluginGeneration, bool> _pinned = new();
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Those that have been reported, as long as their code is still there.</summary>
    public IReadOnlyList<PluginGeneration> Pinned => [.. _pinned.Keys.Where(generation => generation.Context.IsAlive)];

    /// <summary>Takes a generation over; returns at once, as the end of a context runs code of the plugin.</summary>
    public void Add(PluginGeneration generation) => _waiting[generation] = Task.Run(() => UnloadAsync(generation));

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await Task.WhenAll(_waiting.Values).WaitAsync(EndLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task UnloadAsync(PluginGeneration generation)
    {
        try
        {
            // On a thread of its own, as handlers of the plugin are called.
            await Task.Factory.StartNew(generation.Unload, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
                .WaitAsync(EndLimit, _closing.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception error)
        {
            // Whether that keeps the code is seen below.
            LogUnload(log, generation.Types[0].Plugin, generation.Types[0].Number, error.Message);
        }

        foreach (var pause in Patience)
        {
            try
            {
                await Task.Delay(pause, time, _closing.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (Collect(generation.Context))
            {
                Forget(generation);

                // What kept another one, a thread above all, may have ended meanwhile.
                _pinned.Keys.Where(pinned => !pinned.Context.IsAlive).ToList().ForEach(Forget);
                return;
            }
        }

        _pinned[generation] = true;
        LogLeak(log, generation.Types[0].Plugin, generation.Types[0].Number);
    }

    private void Forget(PluginGeneration generation)
    {
        ShadowCopy.Delete(generation.Copy.Directory);
        _waiting.TryRemove(generation, out _);
        _pinned.TryRemove(generation, out _);
    }

    private static bool Collect(WeakReference context)
    {
        try
        {
            PinningCaches.Clear();
        }
        catch (InvalidOperationException)
        {
            // One of them changed at this moment; there is another try.
        }

        for (var round = 0; context.IsAlive && round < 5; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return !context.IsAlive;
    }

    [LoggerMessage(611, LogLevel.Warning, "{Plugin}: the end of generation {Number} failed ({Reason})")]
    private static partial void LogUnload(ILogger log, string plugin, int number, string reason);

    [LoggerMessage(610, LogLevel.Warning, "{Plugin}: generation {Number} cannot be unloaded (something refers to its code, see docs/plugins.md), "
        + "its memory stays in use")]
    private static partial void LogLeak(ILogger log, string plugin, int number);
}
