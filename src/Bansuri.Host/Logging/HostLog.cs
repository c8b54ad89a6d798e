using Bansuri.Host.Output;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting;

namespace Bansuri.Host.Logging;

/// <summary>The host's log: Serilog's events and the tasks' lines, in one order, on the console and in a file. Thread-safe.</summary>
internal sealed class HostLog : IHostLogOutput, IAsyncDisposable
{
    /// <summary>The property of an event that names the task it is about.</summary>
    public const string TaskProperty = "Task";

    private readonly HostLogSettings _settings;
    private readonly TimeProvider _clock;
    private readonly LoggingLevelSwitch _level;
    private readonly ITextFormatter _formatter;
    private readonly List<LogQueue> _queues = [];
    private readonly Logger _serilog;
    private readonly SerilogLoggerFactory _loggers;

    public HostLog(HostLogSettings settings, TimeProvider clock, ILogTarget console)
    {
        _settings = settings;
        _clock = clock;
        _level = new LoggingLevelSwitch(LevelConvert.ToSerilogLevel(settings.Level));
        _formatter = settings.Format == HostLogFormat.Json ? new JsonFormatter() : new TextFormatter(clock);
        AddQueue(console, "the console");
        if (settings.File is { } file)
        {
            var queue = AddQueue(new FileTarget(file, new RotationPolicy(settings.MaxSize, settings.Keep, Compress: false), clock), "the log file");
            queue.Failed = error => _queues[0].Add(OfFile(file, error), 1);
            _queues[0].Failed = error => queue.Add(OfConsole(error), 1);
        }

        _serilog = new LoggerConfiguration()
            .MinimumLevel.ControlledBy(_level)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .WriteTo.Sink(new QueueSink(_formatter, _queues, clock))
            .CreateLogger();
        _loggers = new SerilogLoggerFactory(_serilog);
    }

    /// <summary>For the classes of the host and their <c>[LoggerMessage]</c> events.</summary>
    public ILoggerFactory Loggers => _loggers;

    public LogLevel Level
    {
        get => LevelConvert.ToExtensionsLevel(_level.MinimumLevel);
        set => _level.MinimumLevel = LevelConvert.ToSerilogLevel(value);
    }

    /// <summary>For what a task's own code has to say: <c>INF [backup] message</c>.</summary>
    public Microsoft.Extensions.Logging.ILogger ForTask(string task)
    {
        using var named = new SerilogLoggerProvider(_serilog.ForContext(TaskProperty, task));
        return named.CreateLogger("Bansuri.Task");
    }

    public IHostLogLines Open(string task) => new TaskLines(task, _settings.Format, _queues, _clock);

    /// <summary>Writes what was held back, and from then on what comes.</summary>
    public void Release() => _queues.ForEach(queue => queue.Release());

    /// <summary>Ends when all that was logged until now has reached console and file.</summary>
    public Task FlushAsync() => Task.WhenAll(_queues.Select(queue => queue.FlushAsync()));

    public async ValueTask DisposeAsync()
    {
        _loggers.Dispose();
        await _serilog.DisposeAsync();
        foreach (var queue in _queues)
        {
            await queue.DisposeAsync();
        }
    }

    private LogQueue AddQueue(ILogTarget target, string name)
    {
        var queue = new LogQueue(target, _clock, lost => Notice($"{lost} lines are missing here: {name} could not keep up"), _settings.IsHeld);
        _queues.Add(queue);
        return queue;
    }

    private byte[] OfFile(string file, string? error) => error is null
        ? Notice($"log file {file}: can be written again")
        : Notice($"log file {error}; its lines are lost until it can be written");

    private byte[] OfConsole(string? error) => error is null
        ? Notice("the console can be written again")
        : Notice($"the console cannot be written ({error}); its lines are in this file alone");

    private byte[] Notice(string text)
    {
        var template = new MessageTemplate(text, [new Serilog.Parsing.TextToken(text)]);
        return QueueSink.Format(_formatter, new LogEvent(_clock.GetUtcNow(), LogEventLevel.Warning, exception: null, template, []));
    }
}
