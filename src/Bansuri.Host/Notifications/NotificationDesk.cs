using System.Threading.Channels;
using Bansuri.Abstractions;
using Bansuri.Host.Supervision;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Notifications;

/// <summary>
/// Hears what happens to tasks and sees to it that people do. One loop over one mailbox; whoever reports is never held up, and the
/// deliveries are not awaited here.
/// </summary>
internal sealed class NotificationDesk : IAsyncDisposable
{
    // A fact is looked at in well under a millisecond; more of them wait only when thousands of tasks fail at once, or a disk hangs.
    private const int Limit = 4096;

    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(1);

    private readonly Channel<Occurrence> _mailbox = Channel.CreateBounded<Occurrence>(new BoundedChannelOptions(Limit) { SingleReader = true });
    private readonly Dictionary<string, Vigil> _vigils = new(StringComparer.Ordinal);
    private readonly DeskServices _services;
    private readonly Outbox _outbox;
    private readonly Alarm _alarm;
    private readonly Task _loop;
    private int _overrun;

    public NotificationDesk(DeskServices services)
    {
        _services = services;
        _outbox = new Outbox(services.Time, services.Log);
        _alarm = new Alarm(services.Time, Look);
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Any thread; returns at once.</summary>
    public void Take(TaskReport report)
    {
        var isOfInterest = report.Config.Logging.Notify != NotifyEvents.None || report.Fact is TaskFact.Suspended or TaskFact.Removed;
        if (isOfInterest && !_mailbox.Writer.TryWrite(new Occurrence.Reported(new Sighting(report, []))) && Interlocked.Increment(ref _overrun) == 1)
        {
            NotifyLog.Overrun(_services.Log, 1);
        }
    }

    /// <summary>Time has passed, or keys have changed.</summary>
    public void Look() => _mailbox.Writer.TryWrite(new Occurrence.TimePassed());

    /// <summary>The host ends: nothing new is taken, and what there is to tell has so long.</summary>
    /// <param name="isForTasks">The host ends because of its tasks, and not because it was told to.</param>
    /// <param name="limit">After this what is being delivered is killed.</param>
    /// <param name="giveUp">Does it at once.</param>
    public async Task EndAsync(bool isForTasks, TimeSpan limit, CancellationToken giveUp)
    {
        if (isForTasks)
        {
            await _mailbox.Writer.WriteAsync(new Occurrence.HostEnded(), CancellationToken.None);
        }

        _mailbox.Writer.TryComplete();
        await _loop.WaitAsync(limit, _services.Time, giveUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // A loop that a disk holds up posts nothing more, and what runs by then must end all the same.
        await _outbox.EndAsync(_loop.IsCompleted ? limit : TimeSpan.Zero, giveUp);
    }

    public async ValueTask DisposeAsync()
    {
        _mailbox.Writer.TryComplete();
        await _loop.WaitAsync(LastWait, _services.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _alarm.Dispose();
        _outbox.Dispose();
    }

    private async Task LoopAsync()
    {
        await foreach (var happened in _mailbox.Reader.ReadAllAsync())
        {
            switch (happened)
            {
                case Occurrence.Reported { Sighting.Report: var report }:
                    Take(report.Task.Name, new Occurrence.Reported(See(report)));
                    break;
                default:
                    foreach (var name in _vigils.Keys.ToList())
                    {
                        Take(name, happened);
                    }

                    break;
            }

            SetAlarm();
        }
    }

    private void Take(string name, Occurrence happened)
    {
        try
        {
            var config = (happened as Occurrence.Reported)?.Sighting.Report.Config ?? _services.Config(name);
            if (config is null)
            {
                _vigils.Remove(name);
                return;
            }

            var (state, notices) = NotifyRules.Next(_vigils.GetValueOrDefault(name, Vigil.Quiet), happened, NotifyPolicy.From(config), _services.Now().Uptime);
            Keep(name, state);
            foreach (var notice in notices)
            {
                Send(notice, config);
            }
        }
        catch (Exception bug)
        {
            // One task's notifications must not end the others'.
            NotifyLog.DeskFailed(_services.Log, bug, name);
        }
    }

    private void Keep(string name, Vigil state)
    {
        if (state == Vigil.Quiet)
        {
            _vigils.Remove(name);
        }
        else
        {
            _vigils[name] = state;
        }
    }

    private void Send(Notice notice, TaskConfig config)
    {
        var letter = LetterWriter.Write(notice, _services.Sender, _services.Mask(config));
        var notifiers = _services.Notifiers(config);
        if (notifiers.IsEmpty)
        {
            NotifyLog.Nobody(_services.Log, notice.Event == NotifyEvents.Fail ? LogLevel.Warning : LogLevel.Information, letter.Subject, letter.Event);
        }

        foreach (var notifier in notifiers)
        {
            _outbox.Post(notifier, letter);
        }
    }

    /// <summary>The output is looked at now, while it is that of this run, and only where it may be told.</summary>
    private Sighting See(TaskReport report)
    {
        var told = report.Fact switch
        {
            TaskFact.RunFailed or TaskFact.Held => NotifyEvents.Fail,
            TaskFact.RunSucceeded => NotifyEvents.Success | NotifyEvents.Recover,
            TaskFact.Restarted => NotifyEvents.Restart,
            _ => NotifyEvents.None,
        };
        return new Sighting(report, (report.Config.Logging.Notify & told) != NotifyEvents.None ? _services.Output(report) : []);
    }

    private void SetAlarm()
    {
        if (Interlocked.Exchange(ref _overrun, 0) is > 1 and var overrun)
        {
            NotifyLog.Overrun(_services.Log, overrun);
        }

        var now = _services.Now().Uptime;
        var due = _vigils.Where(vigil => vigil.Value.IsWaiting).Select(vigil => _services.Config(vigil.Key) is { } config ? NotifyRules.Due(vigil.Value, NotifyPolicy.From(config)) : TimeSpan.Zero).Min();
        _alarm.Set(due is { } at ? at - now : null);
    }
}
