using System.Collections.Immutable;
using Bansuri.Host.Notifications;
using Bansuri.Host.Tests.Processes;
using Bansuri.Host.Tests.Supervision;

namespace Bansuri.Host.Tests.Notifications;

/// <summary>A storm of failures, and notifiers that hang: both cost a bounded amount.</summary>
public sealed class OutboxTests : IDisposable
{
    private readonly ListLog _log = new();
    private readonly Outbox _outbox;

    public OutboxTests() => _outbox = new Outbox(TimeProvider.System, _log);

    public void Dispose() => _outbox.Dispose();

    [Fact]
    public async Task Letters_for_one_notifier_arrive_in_their_order()
    {
        var ops = new FakeNotifier("ops");
        PostMany(ops, 100);
        await EndAsync(Eventually.Limit);

        Assert.Equal(Enumerable.Range(0, 100).Select(number => $"{number}"), ops.Told.Select(letter => letter.Task));
    }

    [Fact]
    public async Task What_a_notifier_cannot_keep_up_with_is_dropped_and_counted()
    {
        var hung = new FakeNotifier("hung") { Hang = new TaskCompletionSource<string?>() };
        PostMany(hung, 1);
        await Eventually.TrueAsync(() => hung.Begun == 1, "the first delivery");
        PostMany(hung, Lane.Limit + 700);
        hung.Hang.SetResult(null);
        await EndAsync(Eventually.Limit);

        Assert.Equal(1 + Lane.Limit, hung.Told.Count);
        Assert.Equal(["notifier 'hung': 256 notifications wait for it, further ones are dropped", "notifier 'hung': 700 notifications were dropped"], _log.Lines.Where(line => line.StartsWith("notifier", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task One_that_hangs_holds_up_no_other()
    {
        var (hung, ops) = (new FakeNotifier("hung") { Hang = new TaskCompletionSource<string?>() }, new FakeNotifier("ops"));
        PostMany(hung, 3);
        await Eventually.TrueAsync(() => hung.Begun == 1, "the first delivery");
        PostMany(ops, 3);
        await Eventually.TrueAsync(() => ops.Told.Count == 3, "three letters");

        Assert.Equal(1, hung.Begun);
        hung.Hang.SetResult(null);
        await EndAsync(Eventually.Limit);
    }

    [Fact]
    public async Task However_many_there_are_few_deliver_at_once()
    {
        var gate = new TaskCompletionSource<string?>();
        var all = Enumerable.Range(0, 20).Select(number => new FakeNotifier($"{number}") { Hang = gate }).ToList();
        all.ForEach(each => PostMany(each, 1));
        await Eventually.TrueAsync(() => all.Sum(each => each.Begun) == Outbox.AtOnce, "as many as may");
        Assert.Equal(Outbox.AtOnce, all.Sum(each => each.Begun));
        gate.SetResult(null);
        await EndAsync(Eventually.Limit);

        Assert.All(all, each => Assert.Single(each.Told));
    }

    [Fact]
    public async Task A_failed_delivery_is_one_line_and_the_next_is_tried()
    {
        var ops = new FakeNotifier("ops") { Hang = new TaskCompletionSource<string?>() };
        ops.Hang.SetResult("exit 1: no such user");
        PostMany(ops, 2);
        await EndAsync(Eventually.Limit);

        Assert.Equal(["0: on-fail: notifier 'ops' failed: exit 1: no such user", "1: on-fail: notifier 'ops' failed: exit 1: no such user"], _log.Lines);
    }

    [Fact]
    public async Task At_the_end_of_the_host_what_hangs_is_given_up_and_counted()
    {
        var hung = new FakeNotifier("hung") { Hang = new TaskCompletionSource<string?>() };
        PostMany(hung, 5);
        await Eventually.TrueAsync(() => hung.Begun == 1, "the first delivery");
        await EndAsync(TimeSpan.Zero);

        Assert.Empty(hung.Told);
        Assert.Contains("0: on-fail: notifier 'hung' failed: given up", _log.Lines);
        Assert.Contains("4 notifications were not delivered: the host ends", _log.Lines);
    }

    private void PostMany(FakeNotifier notifier, int count)
    {
        for (var number = 0; number < count; number++)
        {
            _outbox.Post(notifier, new Letter($"{number}", "on-fail", "subject\n", ImmutableSortedDictionary<string, string>.Empty));
        }
    }

    private Task EndAsync(TimeSpan limit) => _outbox.EndAsync(limit, TestContext.Current.CancellationToken).InTime();
}
