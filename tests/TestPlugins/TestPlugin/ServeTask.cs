using Bansuri.Abstractions;

namespace TestPlugin;

/// <summary>Works until it is asked to end, and says so.</summary>
[TaskType("serves")]
public sealed class ServeTask(TaskConfig config) : AbstractTask(config)
{
    public override async Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        context.Output.WriteLine("code one serves");
        await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Output.WriteLine("code one ends");
        return 0;
    }
}
