using Bansuri.Abstractions;
using Bansuri.Abstractions.Options;
using Bansuri.Host.Configuration;
using Bansuri.Host.Configuration.Sources;
using Bansuri.Host.Control;
using Bansuri.Host.Logging;
using Bansuri.Host.Plugins;
using Bansuri.Host.Supervision.Runs;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Composition;

/// <summary>
/// A start runs all its code for the first time, and is occupied with making that ready. What needs to know nothing of this host is played beforehand
/// on a core that is idle, in the order in which the start comes to it (docs/decisions/0042-a-rehearsal-of-the-first-request.md). Nothing waits for a
/// rehearsal, and nothing depends on one.
/// </summary>
internal static class Rehearsals
{
    /// <summary>How many there are.</summary>
    public static int Count => Parts.Length;

    private static readonly Func<TimeProvider, Task>[] Parts =
    [
        Of(ReadFile), Of(ReadEntry), Of(() => _ = HostKeys.Rows), Of(Compose), LogAsync, Rehearsal.PlayAsync, time => Task.FromResult(new RetryPipeline(time)),
    ];

    /// <summary>Plays all of them, one after the other.</summary>
    /// <returns>How many went well.</returns>
    public static Task<int> PlayAsync(TimeProvider time) => Task.Run(async () =>
    {
        var played = 0;
        foreach (var part in Parts)
        {
            try
            {
                await part(time);
                played++;
            }
            catch (Exception)
            {
                // It goes wrong again, and is told, where it matters.
            }
        }

        return played;
    });

    private static void ReadFile() => NodeParser.Parse(new SourceText("rehearsal.yaml", "tasks: { a: { command: [x, 'y'] } }"), _ => { });

    private static void ReadEntry() => TaskConfig.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { ["name"] = "a", ["command"] = "x", ["forever"] = true });

    private static void Compose()
    {
        FolderContent.Look(Path.Combine(AppContext.BaseDirectory, "plugins"));
        OptionsSchema.TryDescribe(typeof(Options), out var schema, out _);
        PluginComposition.Of(new Dictionary<Type, OptionsSchema?> { [typeof(Part)] = schema }).Dispose();
    }

    private static async Task LogAsync(TimeProvider time)
    {
        await using var log = new HostLog(new HostLogSettings(), time, new Nowhere());
        var events = log.Loggers.CreateLogger<HostLog>();
        HostEvents.Diagnostic(events, LogLevel.Information, "");
    }

    private static Func<TimeProvider, Task> Of(Action part) => _ =>
    {
        part();
        return Task.CompletedTask;
    };

    private sealed class Nowhere : ILogTarget
    {
        public string? Write(ReadOnlyMemory<byte> lines) => null;

        public void Dispose()
        {
        }
    }

    private sealed record Options(string Text, int Number = 1, TimeSpan? Time = null, IReadOnlyList<int>? List = null, IReadOnlyDictionary<string, string>? Map = null);

    [TaskType("rehearsal")]
    private sealed class Part(TaskConfig config) : AbstractTask(config)
    {
        public override Task<int> RunAsync(TaskContext context, CancellationToken stopping) => Task.FromResult(0);
    }
}
