using Bansuri.Abstractions;

namespace TestPlugin;

public sealed record GreetOptions(string Whom = "world", TimeSpan Every = default, IReadOnlyList<string>? Also = null);

[TaskType("greet", Description = "Greets whom it is told to")]
public sealed class GreetTask(TaskConfig config, GreetOptions options) : AbstractTask<GreetOptions>(config, options)
{
    public override async Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        context.Output.WriteLine($"code one greets {string.Join(", ", [Options.Whom, .. Options.Also ?? []])}");
        await Task.Delay(Options.Every, context.Time, stopping);
        return 0;
    }
}
