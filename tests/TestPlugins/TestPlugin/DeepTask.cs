using Bansuri.Abstractions;

namespace TestPlugin;

/// <summary>Needs what its library needs.</summary>
[TaskType("deep")]
public sealed class DeepTask(TaskConfig config) : AbstractTask(config)
{
    public override Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        context.Output.WriteLine(Dependency.Library.Below);
        return Task.FromResult(0);
    }
}
