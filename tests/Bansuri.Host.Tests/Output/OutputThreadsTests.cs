using System.Collections.Concurrent;
using Bansuri.Host.Output;
using Microsoft.Extensions.Time.Testing;

namespace Bansuri.Host.Tests.Output;

public sealed class OutputThreadsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_hundred_that_stand_still_hold_nobody_up()
    {
        var threads = new OutputThreads(TimeProvider.System);
        using var disk = new ManualResetEventSlim();
        var hanging = Enumerable.Range(0, 100).Select(_ => Run(threads, () => disk.Wait(Limit))).ToList();

        await Run(threads, () => { }).WaitAsync(Limit, TestContext.Current.CancellationToken);

        Assert.All(hanging, each => Assert.False(each.IsCompleted));
        disk.Set();
        await Task.WhenAll(hanging).WaitAsync(Limit, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task However_many_flood_a_few_threads_carry_it()
    {
        // Its time stands still, and so no thread ever seems to.
        var threads = new OutputThreads(new FakeTimeProvider());
        var seen = new ConcurrentDictionary<int, bool>();
        var floods = Enumerable.Range(0, 100).Select(_ => Task.Factory.StartNew(
            async () =>
            {
                for (var turn = 0; turn < 20; turn++)
                {
                    seen[Environment.CurrentManagedThreadId] = true;
                    await Task.Yield();
                }
            },
            CancellationToken.None, TaskCreationOptions.DenyChildAttach, threads).Unwrap()).ToList();

        await Task.WhenAll(floods).WaitAsync(Limit, TestContext.Current.CancellationToken);

        Assert.InRange(seen.Count, 1, Math.Clamp(Environment.ProcessorCount, 2, 8));
    }

    private static Task Run(OutputThreads threads, Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.DenyChildAttach, threads);
}
