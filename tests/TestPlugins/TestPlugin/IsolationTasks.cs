using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Bansuri.Abstractions;

namespace TestPlugin;

/// <summary>No exception: the runtime aborts the process.</summary>
[TaskType("overflows")]
public sealed class OverflowsTask(TaskConfig config) : AbstractTask(config)
{
    public override Task<int> RunAsync(TaskContext context, CancellationToken stopping) => Task.FromResult(Deeper(1));

    private static int Deeper(int depth) => Deeper(depth + 1) + depth;
}

/// <summary>Ends the process that it runs in.</summary>
[TaskType("exits")]
public sealed class ExitsTask(TaskConfig config) : AbstractTask(config)
{
    public override Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
#pragma warning disable RS0030 // On purpose.
        Environment.Exit(9);
#pragma warning restore RS0030
        return Task.FromResult(0);
    }
}

/// <summary>Writes where there is no memory.</summary>
[TaskType("crashes")]
public sealed class CrashesTask(TaskConfig config) : AbstractTask(config)
{
    public override Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        Marshal.WriteByte(unchecked((nint)0x10_0000_1234), 1);
        return Task.FromResult(0);
    }
}

/// <summary>An exception on a thread of its own, which nobody can catch.</summary>
[TaskType("throws-elsewhere")]
public sealed class ThrowsElsewhereTask(TaskConfig config) : AbstractTask(config)
{
    public override Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        new Thread(() => throw new OwnException("nobody catches this")).Start();
        return Task.Delay(Timeout.InfiniteTimeSpan, context.Time, stopping).ContinueWith(_ => 0, TaskScheduler.Default);
    }
}

public sealed record AllocatesOptions(ByteSize Size);

/// <summary>Takes memory, says so, and keeps it until it is stopped.</summary>
[TaskType("allocates")]
public sealed class AllocatesTask(TaskConfig config, AllocatesOptions options) : AbstractTask<AllocatesOptions>(config, options)
{
    public override async Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        var kept = new List<byte[]>();
        for (var rest = Options.Size.Bytes; rest > 0; rest -= 16 << 20)
        {
            var block = new byte[16 << 20];
            block.AsSpan().Fill(1);
            kept.Add(block);
        }

        context.Output.WriteLine("allocated");
        await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, stopping);
        return kept.Count;
    }
}

/// <summary>Uses all that a context offers.</summary>
[TaskType("talks")]
public sealed class TalksTask(TaskConfig config, GreetOptions options) : AbstractTask<GreetOptions>(config, options)
{
    public override async Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        context.Output.WriteLine($"output to {Options.Whom}");
#pragma warning disable RS0030 // As authors do.
        Console.WriteLine($"console of {Config.Identification.Name}");
#pragma warning restore RS0030
        context.Log.Information("a message for the log");
        context.Log.Warning("a warning for the log");
        context.Progress.Report(new TaskProgress(0.5, "half way"));
        context.Output.WriteLine($"variable {context.Environment["OWN"]} {Environment.GetEnvironmentVariable("OWN")} {Environment.GetEnvironmentVariable("DOTNET_EnableDiagnostics") ?? "no diagnostics"}");
        context.Output.WriteLine($"attempt {context.Attempt} of {context.RunId == Environment.GetEnvironmentVariable("BANSURI_RUN_ID")} in {context.WorkingDirectory == Environment.CurrentDirectory}");
        var code = await context.Processes.RunAsync(new ProcessSpec { FileName = "/bin/sh", Arguments = ["-c", "echo from a process; exit 5"] }, stopping);
        context.Output.WriteLine($"process ended with {code}");
        try
        {
            await context.Processes.RunAsync(new ProcessSpec { FileName = "/no/such/program" }, stopping);
        }
        catch (TaskStartException error)
        {
            context.Output.WriteLine(error.Message);
        }

        context.Output.WriteErrorLine("error output");
        await Task.Delay(Options.Every, context.Time, stopping);
        return 3;
    }
}

/// <summary>Runs a process until it is stopped, and says how each part of the stop came.</summary>
[TaskType("stops-a-process")]
public sealed class StopsAProcess(TaskConfig config) : AbstractTask(config), IDisposable
{
    private TaskContext? _context;

    public override async Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        _context = context;
        var code = await context.Processes.RunAsync(new ProcessSpec { FileName = "/bin/sh", Arguments = ["-c", "echo $$ >process.pid; exec sleep 1000"] }, stopping);
        context.Output.WriteLine($"process ended with {code}");
        return 0;
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        _context?.Output.WriteLine("asked to stop");
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _context?.Output.WriteLine("disposed");
        GC.SuppressFinalize(this);
    }
}

/// <summary>Says to the host, over whatever descriptor its child host has for that, what is no message.</summary>
[TaskType("babbles")]
public sealed class BabblesTask(TaskConfig config, GreetOptions options) : AbstractTask<GreetOptions>(config, options)
{
    public override async Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        using var socket = new Socket(new SafeSocketHandle(3, ownsHandle: false)) { Blocking = false };
        var text = Options.Whom == "long" ? new string('x', 20 << 20) : Options.Whom;
        for (var rest = Encoding.UTF8.GetBytes(text + "\n").AsSpan(); !rest.IsEmpty && !stopping.IsCancellationRequested;)
        {
            rest = rest[Math.Max(socket.Send(rest, SocketFlags.None, out _), 0)..];
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, stopping);
        return 0;
    }
}

/// <summary>Describes a process; isolated, even that happens elsewhere.</summary>
[TaskType("describes")]
public sealed class DescribesTask(TaskConfig config, GreetOptions options) : ProcessTask<GreetOptions>(config, options)
{
    public override ProcessSpec Describe(TaskContext context) => new()
    {
        FileName = "/bin/sh",
        Arguments = ["-c", $"echo $BANSURI_RUN_ID {context.RunId}; exec sleep {Options.Every.TotalSeconds}"],
    };
}
