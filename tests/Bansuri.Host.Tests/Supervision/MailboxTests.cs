using System.Collections.Concurrent;
using Bansuri.Host.Supervision;
using Bansuri.Host.Tests.Processes;

namespace Bansuri.Host.Tests.Supervision;

public sealed class MailboxTests
{
    [Fact]
    public async Task Each_message_is_taken_once_and_in_the_order_of_its_sender_whoever_posts_beside_him()
    {
        var taken = new ConcurrentQueue<(int Sender, int Number)>();
        var mailbox = new Mailbox<(int Sender, int Number)>(taken.Enqueue);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(sender => Task.Run(() =>
        {
            for (var number = 0; number < 5000; number++)
            {
                Assert.True(mailbox.TryPost((sender, number)));
            }
        }))).InTime();
        await mailbox.CloseAsync().InTime();
        Assert.All(taken.GroupBy(message => message.Sender), sent => Assert.Equal(Enumerable.Range(0, 5000), sent.Select(message => message.Number)));
        Assert.Equal(20000, taken.Count);
    }

    [Fact]
    public async Task Two_messages_are_never_taken_at_once()
    {
        var (inside, most) = (0, 0);
        var mailbox = new Mailbox<int>(_ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            Thread.Yield();
            Interlocked.Decrement(ref inside);
        });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Enumerable.Range(0, 500).All(mailbox.TryPost)))).InTime();
        await mailbox.CloseAsync().InTime();
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task A_mailbox_that_is_closed_takes_what_it_has_and_lets_nothing_in()
    {
        using var gate = new ManualResetEventSlim();
        var taken = 0;
        var mailbox = new Mailbox<int>(_ =>
        {
            gate.Wait(TimeSpan.FromSeconds(30));
            taken++;
        });
        Assert.True(mailbox.TryPost(1));
        Assert.True(mailbox.TryPost(2));
        var closing = mailbox.CloseAsync();
        Assert.False(mailbox.TryPost(3));
        Assert.False(closing.IsCompleted);
        gate.Set();
        await closing.InTime();
        Assert.Equal(2, taken);
    }

    [Fact]
    public async Task A_mailbox_that_nobody_wrote_to_closes_at_once() => await new Mailbox<int>(_ => { }).CloseAsync().InTime();
}
