using Bansuri.Abstractions;

namespace TestPlugin;

/// <summary>A timer that nobody disposes.</summary>
[TaskType("pins-by-timer")]
public sealed class PinsByTimer(TaskConfig config) : AbstractTask(config)
{
    private static Timer? _timer;

    public override Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        _timer ??= new Timer(_ => { }, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        return Task.FromResult(0);
    }
}

/// <summary>A thread that never ends.</summary>
[TaskType("pins-by-thread")]
public sealed class PinsByThread(TaskConfig config) : AbstractTask(config)
{
    public override Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        new Thread(Live) { IsBackground = true }.Start();
        return Task.FromResult(0);
    }

    private static void Live()
    {
        while (true)
        {
            Thread.Sleep(1000);
        }
    }
}

/// <summary>Has a handler called when its code is unloaded, which does not come back.</summary>
[TaskType("blocks-its-unloading")]
public sealed class BlocksItsUnloading(TaskConfig config) : AbstractTask(config)
{
    public override Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(GetType().Assembly)!.Unloading += _ => Thread.Sleep(Timeout.Infinite); // loaded, so it has one
        return Task.FromResult(0);
    }
}
