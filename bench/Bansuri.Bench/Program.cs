using System.Diagnostics;
using System.Globalization;
using Bansuri.Host.Processes;

// The engine alone, as loop.c is the kernel alone: `Bansuri.Bench TOTAL PARALLEL PROGRAM` runs a short program TOTAL times, at most PARALLEL
// at a time, each with a pipe and read to its end, and prints "seconds S".
var (total, parallel, program) = (Number(0), Number(1), args[2]);
await using var engine = new ProcessEngine(new EngineSettings { Hygiene = ProcessHygiene.Apply(), OnFault = fault => throw fault, ReapOrphans = true });
// Compiled and warm, as in a host that has run for a while.
await Task.WhenAll(Enumerable.Range(0, parallel).Select(_ => RunAsync(200 / parallel)));
var began = Stopwatch.GetTimestamp();
await Task.WhenAll(Enumerable.Range(0, parallel).Select(_ => RunAsync(total / parallel)));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seconds {Stopwatch.GetElapsedTime(began).TotalSeconds:F4}"));

int Number(int index) => int.Parse(args[index], CultureInfo.InvariantCulture);

async Task RunAsync(int count)
{
    for (var done = 0; done < count; done++)
    {
        var group = engine.Start(new ProcessStart
        {
            FileName = program,
            Arguments = [],
            WorkingDirectory = "/",
            Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
            RunId = Guid.NewGuid().ToString("N"),
            Stdout = new Nowhere(),
            MergeStderr = true,
        });
        await group.Exited;
        await group.OutputEnded;
    }
}

/// <summary>Takes everything.</summary>
internal sealed class Nowhere : IPipeSink
{
    public IPausedPipe? Pipe
    {
        set { }
    }

    public bool Write(ReadOnlySpan<byte> bytes) => true;

    public void End()
    {
    }
}
