using Bansuri.Host.Control.Events;
using Bansuri.Host.Supervision;

namespace Bansuri.Host.Tests.Control;

public sealed class EventLogTests : IDisposable
{
    private const int Ring = 4096;

    private readonly FakeBoard _board = new();
    private readonly EventLog _log;

    public EventLogTests() => _log = new EventLog(_board);

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task A_reader_gets_what_comes_in_order()
    {
        Raise(1, 2);

        var events = await ReadAsync(after: 0, count: 2);

        Assert.Equal([1, 2], events.Select(each => each.Number));
        Assert.Equal(["1", "2"], events.Select(each => each.Transition.Reason));
        Assert.All(events, each => Assert.Equal(0, each.Missed));
    }

    [Fact]
    public async Task A_reader_resumes_after_the_event_it_saw_last()
    {
        Raise(1, 5);

        Assert.Equal([4, 5], (await ReadAsync(after: 3, count: 2)).Select(each => each.Number));
    }

    [Fact]
    public async Task A_reader_that_was_overtaken_learns_how_many_it_missed()
    {
        Raise(1, Ring + 10);

        var first = Assert.Single(await ReadAsync(after: 2, count: 1));

        Assert.Equal((11, 8), (first.Number, first.Missed));
    }

    [Fact]
    public async Task A_number_of_an_earlier_host_starts_with_the_oldest()
    {
        Raise(1, 1);

        Assert.Equal(1, Assert.Single(await ReadAsync(after: 99, count: 1)).Number);
    }

    [Fact]
    public async Task A_reader_that_waits_is_woken()
    {
        var reading = ReadAsync(after: 0, count: 1);

        Raise(1, 1);

        Assert.Single(await reading);
    }

    internal static TaskTransition Transition(int number) =>
        new(FakeHost.Now, "backup", TaskState.Scheduled, TaskState.Starting, number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private void Raise(int first, int last)
    {
        for (var number = first; number <= last; number++)
        {
            _board.Raise(Transition(number));
        }
    }

    private async Task<List<NumberedEvent>> ReadAsync(long after, int count)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        var events = new List<NumberedEvent>();
        await foreach (var next in _log.ReadAsync(after, limit.Token))
        {
            events.Add(next);
            if (events.Count == count)
            {
                break;
            }
        }

        return events;
    }
}
