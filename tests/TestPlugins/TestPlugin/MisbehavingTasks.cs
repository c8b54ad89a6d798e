using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Bansuri.Abstractions;

namespace TestPlugin;

[TaskType("constructor-throws")]
public sealed class ConstructorThrows : AbstractTask
{
    public ConstructorThrows(TaskConfig config)
        : base(config) => throw new InvalidOperationException("no constructor today");

    public override Task<int> RunAsync(TaskContext context, CancellationToken stopping) => Task.FromResult(0);
}

[TaskType("static-constructor-throws")]
public sealed class StaticConstructorThrows(TaskConfig config) : AbstractTask(config)
{
#pragma warning disable CA1065, CA1810 // On purpose.
    static StaticConstructorThrows() => throw new InvalidOperationException("no static constructor today");
#pragma warning restore CA1065, CA1810

    public override Task<int> RunAsync(TaskContext context, CancellationToken stopping) => Task.FromResult(0);
}

public sealed class OwnException(string message) : Exception(message);

[TaskType("throws")]
public sealed class ThrowsTask(TaskConfig config) : AbstractTask(config)
{
    public override async Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        await Task.Yield();
        throw new OwnException("the work went wrong");
    }
}

[TaskType("cannot-start")]
public sealed class CannotStart(TaskConfig config) : AbstractTask(config)
{
    public override Task<int> RunAsync(TaskContext context, CancellationToken stopping) => throw new TaskStartException("the interpreter is missing");
}

[TaskType("describes-never")]
public sealed class DescribesNever(TaskConfig config) : ProcessTask(config)
{
    public override ProcessSpec Describe(TaskContext context)
    {
        context.Output.WriteLine("describing");
        Thread.Sleep(Timeout.Infinite);
        throw new InvalidOperationException("it slept for ever");
    }
}

/// <summary>Waits until the command's file is there, and never looks at its token; before and after an await.</summary>
[TaskType("blocks")]
public sealed class BlocksTask(TaskConfig config) : AbstractTask(config)
{
    public override async Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        var release = Config.Identification.Command!.Text!;
        await Task.Yield();
        context.Output.WriteLine("blocking");
        while (!File.Exists(release))
        {
            Thread.Sleep(10);
        }

        return 0;
    }
}

/// <summary>Waits for its own continuation.</summary>
[TaskType("waits-for-itself")]
public sealed class WaitsForItself(TaskConfig config) : AbstractTask(config)
{
    public override Task<int> RunAsync(TaskContext context, CancellationToken stopping) => Task.FromResult(LaterAsync().Result);

    private static async Task<int> LaterAsync()
    {
        await Task.Delay(1);
        return 4;
    }
}

[TaskType("stops-by-call")]
public sealed class StopsByCall(TaskConfig config) : AbstractTask(config)
{
    private readonly TaskCompletionSource<int> _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        context.Output.WriteLine("running");
        return _stopped.Task;
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        _stopped.SetResult(7);
        return Task.CompletedTask;
    }
}

/// <summary>Uses everything of the framework that remembers types.</summary>
[TaskType("fills-caches")]
public sealed class FillsCaches(TaskConfig config) : AbstractTask(config)
{
    private sealed record Payload([property: Required] string Text);

    public override Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        var payload = JsonSerializer.Deserialize<Payload>(JsonSerializer.Serialize(new Payload("text")))!;
        Validator.ValidateObject(payload, new ValidationContext(payload), validateAllProperties: true);
        return Task.FromResult(TypeDescriptor.GetProperties(payload).Count - 1);
    }
}

/// <summary>Throws where nobody catches: on a thread, in a timer and in an <c>async void</c> method. Then it goes on.</summary>
[TaskType("strays")]
public sealed class StraysTask(TaskConfig config) : AbstractTask(config)
{
    public override async Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        var thread = new Thread(() => throw new OwnException("on a thread"));
        thread.Start();
        thread.Join();
#pragma warning disable CA1849, VSTHRD103 // DisposeAsync waits for ever for a turn that has thrown.
        using var timer = new Timer(_ => throw new OwnException("in a timer"), null, 0, 1);
#pragma warning restore CA1849, VSTHRD103
        StrayAsync();
        await Task.Delay(100, stopping);
        context.Output.WriteLine("went on");
        return 7;
    }

#pragma warning disable VSTHRD100, AsyncFixer03, S3168, MA0155, CA1822 // On purpose.
    private static async void StrayAsync()
    {
        await Task.Yield();
        throw new OwnException("in an async void method");
    }
#pragma warning restore VSTHRD100, AsyncFixer03, S3168, MA0155, CA1822
}

/// <summary>What the author's guide warns of.</summary>
[TaskType("leaks")]
public sealed class LeaksTask(TaskConfig config) : AbstractTask(config)
{
    public override Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => GC.KeepAlive(this);
        return Task.FromResult(0);
    }
}

/// <summary>Cannot be loaded without the library beside it; the other types of the assembly can.</summary>
[TaskType("needs-library")]
public sealed class NeedsLibrary(TaskConfig config) : AbstractTask(config), Dependency.IMarker
{
    public override Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        context.Output.WriteLine(Dependency.Library.Version);
        return Task.FromResult(0);
    }
}
