using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Composition;

/// <summary>
/// Exceptions that nothing catches, on a thread, a timer or in an <c>async void</c> method. The runtime would end the process, and leave its tasks
/// behind (docs/decisions/0036-exceptions-that-nobody-catches.md). A plugin's end nothing but that thread; the host's own end the host, in order.
/// </summary>
/// <param name="owner">The plugin that an exception comes from; null when it is the host's own.</param>
/// <param name="fail">Ends the host.</param>
internal sealed class StrayExceptions(ILogger log, TimeProvider time, Func<Exception, string?> owner, Action<Exception> fail)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    // Race: two threads of a plugin may fail at once. Held for a look at the clock.
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long At, int Untold)> _told = new(StringComparer.Ordinal);

    /// <summary>From now on, and once in a process.</summary>
    public void Guard() => ExceptionHandling.SetUnhandledExceptionHandler(Take);

    /// <returns>True: the process goes on.</returns>
    public bool Take(Exception exception)
    {
        if (owner(exception) is not { } plugin)
        {
            fail(exception);
        }
        else if (Untold(plugin) is { } untold)
        {
            HostEvents.PluginStrayed(log, plugin, exception.GetType().Name, exception.Message, untold == 0 ? "" : $" ({untold} more since the last line)");
        }

        return true;
    }

    /// <summary>How many were not told since the last one was; null when this one is not told either: a timer may fail a thousand times a second.</summary>
    private int? Untold(string plugin)
    {
        lock (_gate)
        {
            if (_told.TryGetValue(plugin, out var last) && time.GetElapsedTime(last.At) < Pause)
            {
                _told[plugin] = last with { Untold = last.Untold + 1 };
                return null;
            }

            _told[plugin] = (time.GetTimestamp(), 0);
            return last.Untold;
        }
    }
}
