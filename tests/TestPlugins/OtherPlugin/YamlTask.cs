using Bansuri.Abstractions;
using YamlDotNet.Serialization;

namespace OtherPlugin;

/// <summary>Uses a library that the host has as well, in a copy of its own.</summary>
[TaskType("yaml")]
public sealed class YamlTask(TaskConfig config) : AbstractTask(config)
{
    public override Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        var text = new SerializerBuilder().Build().Serialize(new Dictionary<string, int> { ["answer"] = 42 });
        var read = new DeserializerBuilder().Build().Deserialize<Dictionary<string, int>>(text);
        context.Output.WriteLine($"read {read["answer"]}");
        return Task.FromResult(0);
    }
}
