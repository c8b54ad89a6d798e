using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Notifications;

/// <summary>
/// The letters for one notifier, delivered one after the other so that they arrive in their order. What it cannot keep up with is dropped
/// and counted; a notifier that hangs holds up its own lane alone.
/// </summary>
internal sealed class Lane
{
    /// <summary>So many letters wait.</summary>
    public const int Limit = 256;

    private readonly Channel<(INotifier Notifier, Letter Letter)> _waiting =
        Channel.CreateBounded<(INotifier, Letter)>(new BoundedChannelOptions(Limit) { SingleReader = true });
    private readonly string _name;
    private readonly SemaphoreSlim _turns;
    private readonly ILogger _log;
    private int _dropped;
    private int _givenUp;

    /// <param name="name">Of the notifier.</param>
    /// <param name="turns">Bounds how many lanes deliver at once.</param>
    /// <param name="log">The host's log.</param>
    /// <param name="giveUp">Ends a delivery, and with it the lane.</param>
    public Lane(string name, SemaphoreSlim turns, ILogger log, CancellationToken giveUp)
    {
        (_name, _turns, _log) = (name, turns, log);
        Done = Task.Run(() => DeliverAllAsync(giveUp), CancellationToken.None);
    }

    /// <summary>Completes when all is delivered or given up, after <see cref="End"/>.</summary>
    public Task Done { get; }

    /// <summary>Letters that were not delivered because the host ended.</summary>
    public int GivenUp => _givenUp;

    public void Post(INotifier notifier, Letter letter)
    {
        if (!_waiting.Writer.TryWrite((notifier, letter)) && Interlocked.Increment(ref _dropped) == 1)
        {
            NotifyLog.Full(_log, _name, Limit);
        }
    }

    /// <summary>Nothing more will be posted.</summary>
    public void End() => _waiting.Writer.TryComplete();

    private async Task DeliverAllAsync(CancellationToken giveUp)
    {
        await foreach (var (notifier, letter) in _waiting.Reader.ReadAllAsync(CancellationToken.None))
        {
            if (giveUp.IsCancellationRequested || !await DeliverAsync(notifier, letter, giveUp))
            {
                _givenUp++;
            }

            if (_waiting.Reader.Count == 0 && Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped)
            {
                NotifyLog.Dropped(_log, _name, dropped);
            }
        }
    }

    /// <summary>False when it was given up for the end of the host.</summary>
    private async Task<bool> DeliverAsync(INotifier notifier, Letter letter, CancellationToken giveUp)
    {
        await _turns.WaitAsync(giveUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (giveUp.IsCancellationRequested)
        {
            return false;
        }

        try
        {
            if (await notifier.DeliverAsync(letter, giveUp) is { } error)
            {
                NotifyLog.NotTold(_log, letter.Task, letter.Event, _name, error);
            }
            else
            {
                NotifyLog.Told(_log, letter.Task, letter.Event, _name);
            }
        }
        catch (Exception bug)
        {
            // Whatever goes wrong with one letter, the next ones are tried.
            NotifyLog.DeskFailed(_log, bug, letter.Task);
        }
        finally
        {
            _turns.Release();
        }

        return true;
    }
}
