using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Composition;

/// <summary>What the host says of itself; numbers 100 to 199.</summary>
internal static partial class HostEvents
{
    [LoggerMessage(100, LogLevel.Information, "bansuri {Version}, pid {Pid} on {Node}: configuration {Path}, state directory {StateDirectory}")]
    public static partial void Starting(ILogger log, string version, int pid, string node, string path, string stateDirectory);

    [LoggerMessage(101, LogLevel.Information, "ready: {Tasks}, control socket {Socket}")]
    public static partial void Ready(ILogger log, string tasks, string socket);

    [LoggerMessage(102, LogLevel.Information, "shutting down: {Reason}")]
    public static partial void ShuttingDown(ILogger log, string reason);

    [LoggerMessage(103, LogLevel.Information, "all tasks are stopped, exit {Code}")]
    public static partial void Ended(ILogger log, int code);

    [LoggerMessage(104, LogLevel.Warning, "grace periods shortened to 1 s: asked a second time")]
    public static partial void Hurried(ILogger log);

    [LoggerMessage(105, LogLevel.Error, "essential task {Name} failed for good: the host stops everything")]
    public static partial void EssentialFailed(ILogger log, string name);

    [LoggerMessage(106, LogLevel.Information, "every task has its final state: exit-when-done")]
    public static partial void AllDone(ILogger log);

    [LoggerMessage(130, LogLevel.Information, "every task has its final state or is deferred: exit-when-done")]
    public static partial void OnlyDeferred(ILogger log);

    [LoggerMessage(131, LogLevel.Error, "{Plugin}: nothing caught an exception of this plugin's, which has ended a thread, a timer's turn or an async void method: {Type}: {Message}{More}; 'isolation: process' keeps such code out of the host")]
    public static partial void PluginStrayed(ILogger log, string plugin, string type, string message, string more);

    [LoggerMessage(107, LogLevel.Warning, "{Text}")]
    public static partial void Warned(ILogger log, string text);

    [LoggerMessage(108, LogLevel.Error, "the shutdown took longer than the longest grace period; going on without what is left")]
    public static partial void ShutdownOverdue(ILogger log);

    [LoggerMessage(109, LogLevel.Critical, "internal error: the host stops all tasks and ends")]
    public static partial void Failed(ILogger log, Exception failure);

    [LoggerMessage(110, LogLevel.Information, "config revision {Revision} applied ({Changes}), content {ContentHash}")]
    public static partial void Applied(ILogger log, int revision, string changes, string contentHash);

    [LoggerMessage(111, LogLevel.Information, "config revision {Revision}: {Change}")]
    public static partial void Change(ILogger log, int revision, string change);

    [LoggerMessage(112, LogLevel.Error, "{Message}")]
    public static partial void Rejected(ILogger log, string message);

    [LoggerMessage(EventId = 113, Message = "{Line}")]
    public static partial void Diagnostic(ILogger log, LogLevel level, string line);

    [LoggerMessage(114, LogLevel.Information, "configuration changed in form only: nothing to do")]
    public static partial void FormOnly(ILogger log);

    [LoggerMessage(128, LogLevel.Information, "the configuration is valid again, and as it was: still running revision {Revision}")]
    public static partial void Mended(ILogger log, int revision);

    [LoggerMessage(115, LogLevel.Warning, "the configuration is empty while tasks run: waiting one check interval for it to stay so ('bansuri reload' applies it at once)")]
    public static partial void Guarded(ILogger log);

    [LoggerMessage(116, LogLevel.Error, "internal error while reloading; still running revision {Revision}")]
    public static partial void ReloadFailed(ILogger log, Exception failure, int revision);

    [LoggerMessage(117, LogLevel.Warning, "{Folder} cannot be watched by inotify ({Reason}): edits there are seen when it is read again, every {Interval}")]
    public static partial void HintsMissed(ILogger log, string folder, string reason, string interval);

    [LoggerMessage(119, LogLevel.Warning, "{Text}")]
    public static partial void LeaseTaken(ILogger log, string text);

    [LoggerMessage(120, LogLevel.Error, "{Task}: {Path} cannot be written: {Error}")]
    public static partial void OutputNotWritten(ILogger log, string task, string path, string error);

    [LoggerMessage(129, LogLevel.Warning, "{Task}: {Path} cannot be rotated and grows beyond its size: {Error}")]
    public static partial void OutputNotRotated(ILogger log, string task, string path, string error);

    [LoggerMessage(121, LogLevel.Information, "{Task}: {Path} can be written again; {Dropped} bytes of its output were lost in all")]
    public static partial void OutputWrittenAgain(ILogger log, string task, string path, long dropped);

    [LoggerMessage(123, LogLevel.Warning, "{Task}: a host that was killed left it running ({Processes}): interrupted, it is stopped before the task starts")]
    public static partial void LeftBehind(ILogger log, string task, string processes);

    [LoggerMessage(124, LogLevel.Information, "{Task}: {Step}")]
    public static partial void LeftoverStep(ILogger log, string task, string step);

    [LoggerMessage(125, LogLevel.Debug, "compared {Count} tasks with those in force in {Milliseconds:0.0} ms")]
    public static partial void Planned(ILogger log, int count, double milliseconds);

    [LoggerMessage(127, LogLevel.Warning, "the clock leapt {Direction} by {Distance} (it was set, or the machine was suspended): schedules go by the new time, {Now}")]
    public static partial void ClockLeapt(ILogger log, string direction, string distance, string now);

    [LoggerMessage(122, LogLevel.Error, "the process engine met an internal error")]
    public static partial void EngineFault(ILogger log, Exception failure);
}
