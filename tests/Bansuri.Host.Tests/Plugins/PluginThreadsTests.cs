using Bansuri.Host.Plugins;

namespace Bansuri.Host.Tests.Plugins;

/// <summary>The threads of plugins and of the runs that call them.</summary>
public sealed class PluginThreadsTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly PluginThreads _threads = new();

    [Fact]
    public async Task What_is_posted_next_is_done_on_the_same_thread_once_the_caller_has_returned()
    {
        var seen = new TaskCompletionSource<(bool IsSameThread, bool HasReturned)>(TaskCreationOptions.RunContinuationsAsynchronously);
        _threads.Post(() =>
        {
            var (here, hasReturned) = (Environment.CurrentManagedThreadId, false);
            _threads.PostNext(() => seen.SetResult((Environment.CurrentManagedThreadId == here, hasReturned)));
            hasReturned = true;
        });
        Assert.Equal((true, true), await seen.Task.WaitAsync(Limit, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Work_that_blocks_keeps_no_other_work_waiting()
    {
        using var release = new ManualResetEventSlim();
        using var blocked = new CountdownEvent(40);
        for (var count = 0; count < 40; count++)
        {
            _threads.Post(() =>
            {
                blocked.Signal();
                release.Wait();
            });
        }

        Assert.True(blocked.Wait(Limit, TestContext.Current.CancellationToken));
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _threads.Post(done.SetResult);
        await done.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);
        release.Set();
    }

    [Fact]
    public async Task A_task_that_waits_for_another_one_of_the_scheduler_gets_it()
    {
        // Inline it would be done on the waiting thread; what an await posts is not, and must not wait for the thread that waits for it.
        var outer = Task.Factory.StartNew(() => ContinuedAsync().GetAwaiter().GetResult(), TestContext.Current.CancellationToken, TaskCreationOptions.None, _threads);
        Assert.Equal("plugin", await outer.WaitAsync(Limit, TestContext.Current.CancellationToken));

        static async Task<string?> ContinuedAsync()
        {
            await Task.Yield();
            return Thread.CurrentThread.Name;
        }
    }

    [Fact]
    public async Task After_their_end_work_is_still_done_and_no_thread_stays()
    {
        var thread = new TaskCompletionSource<Thread>(TaskCreationOptions.RunContinuationsAsynchronously);
        _threads.Post(() => thread.SetResult(Thread.CurrentThread));
        var kept = await thread.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);
        _threads.Dispose();
        Assert.True(kept.Join(Limit));

        var late = new TaskCompletionSource<Thread>(TaskCreationOptions.RunContinuationsAsynchronously);
        _threads.Post(() => late.SetResult(Thread.CurrentThread));
        Assert.True((await late.Task.WaitAsync(Limit, TestContext.Current.CancellationToken)).Join(TimeSpan.FromSeconds(30)));
    }

    public void Dispose() => _threads.Dispose();
}
