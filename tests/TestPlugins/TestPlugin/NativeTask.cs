using System.Runtime.InteropServices;
using Bansuri.Abstractions;

namespace TestPlugin;

/// <summary>Calls a library that is no .NET assembly and lies in the plugin's folder.</summary>
[TaskType("native")]
public sealed class NativeTask(TaskConfig config) : AbstractTask(config)
{
    public override Task<int> RunAsync(TaskContext context, CancellationToken stopping) => Task.FromResult(Answer());

#pragma warning disable CA5392 // As authors write it.
    [DllImport("answers", EntryPoint = "answer")]
    private static extern int Answer();
#pragma warning restore CA5392
}
