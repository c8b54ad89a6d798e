using System.ComponentModel;
using Bansuri.Abstractions;

namespace Greet;

public sealed record GreetOptions(
    [Description("who is meant")] string Whom = "world",
    [Description("how long it waits before that")] TimeSpan After = default);

[TaskType("greet", Description = "Says hello")]
public sealed class GreetTask(TaskConfig config, GreetOptions options) : AbstractTask<GreetOptions>(config, options)
{
    public override async Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        await Task.Delay(Options.After, context.Time, stopping);
        context.Output.WriteLine($"hello {Options.Whom}");
        return 0;
    }
}
