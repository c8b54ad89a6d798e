using Bansuri.Abstractions;

namespace OtherPlugin;

[TaskType("other")]
public sealed class OtherTask(TaskConfig config) : AbstractTask(config)
{
    public override Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        context.Output.WriteLine(Dependency.Library.Version);
        return Task.FromResult(0);
    }
}
