using System.Collections.Concurrent;
using Bansuri.Abstractions;
using Bansuri.Host.Output;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>The output of each task, kept over its runs for whoever reads along. Thread-safe.</summary>
internal sealed class TaskOutputs(string logDirectory, OutputServices services) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TaskOutput> _outputs = new(StringComparer.Ordinal);

    /// <summary>The output of a task with the settings of its configuration applied.</summary>
    public TaskOutput Open(TaskConfig config)
    {
        var settings = Settings(config);
        var output = _outputs.GetOrAdd(settings.Task, static (_, made) => new TaskOutput(made.settings, made.services), (settings, services));
        output.Apply(settings);
        return output;
    }

    /// <summary>Applies live settings to a task's output, if it has one yet.</summary>
    public void Refresh(TaskConfig config)
    {
        if (Find(config.Identification.Name) is { } output)
        {
            output.Apply(Settings(config));
        }
    }

    public TaskOutput? Find(string task) => _outputs.GetValueOrDefault(task);

    public OutputSettings Settings(TaskConfig config)
    {
        var logging = config.Logging;
        return new OutputSettings
        {
            Task = config.Identification.Name,
            LogDirectory = logDirectory,
            Stdout = logging.Stdout,
            Stderr = logging.Stderr,
            MaxSize = logging.LogMaxSize,
            Keep = logging.LogKeep,
            Compress = logging.LogCompress,
            Format = logging.LogFormat,
            WhenFull = logging.WhenFull,
        };
    }

    /// <summary>A removed task's output is written and let go.</summary>
    public async Task CloseAsync(string task)
    {
        if (_outputs.TryRemove(task, out var output))
        {
            await output.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_outputs.Values.Select(output => output.DisposeAsync().AsTask()));
}
