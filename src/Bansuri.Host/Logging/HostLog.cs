using Bansuri.Host.Output;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace Bansuri.Host.Logging;

/// <summary>The host's log: Serilog's events and the tasks' lines, in one order, on the console and in a file.</summary>
internal sealed class HostLog : IHostLogOutput, IAsyncDisposable
{
    public const string TaskProperty = "Task";

    private readonly HostLogSettings _settings;
    private readonly TimeProvider _clock;
    private readonly LogQueue[] _queues;
    private readonly LoggingLevelSwitch _level;
    private readonly Logger _serilog;
    private readonly SerilogLoggerFactory _loggers;

    public HostLog(HostLogSettings settings, TimeProvider clock, ILogTarget console)
    {
        _settings = settings;
        _clock = clock;
        _level = new LoggingLevelSwitch(Serilogs(settings.Level));
        var console_ = Queue(console);
        _queues = settings.File is null ? [console_] : [console_, FileQueue(settings.File)];
        _serilog = Build(_queues);
        _loggers = new SerilogLoggerFactory(_serilog);
    }
}
