using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Supervision;

/// <summary>The lines of supervision in the host's log, one for each change of state. Numbers 200 to 299.</summary>
internal static partial class SupervisorLog
{
    [LoggerMessage(200, LogLevel.Information, "{Task}: started, pid {Pid} ({Reason})")]
    public static partial void Started(ILogger log, string task, int pid, string reason);

    [LoggerMessage(201, LogLevel.Information, "{Task}: started ({Reason})")]
    public static partial void StartedWithoutProcess(ILogger log, string task, string reason);

    [LoggerMessage(202, LogLevel.Information, "{Task}: {State}: {Reason}")]
    public static partial void StateChanged(ILogger log, string task, string state, string reason);

    [LoggerMessage(EventId = 203, Message = "{Task}: {Text}")]
    public static partial void Said(ILogger log, LogLevel level, string task, string text);

    [LoggerMessage(204, LogLevel.Information, "{Task}: {Text}")]
    public static partial void StopStep(ILogger log, string task, string text);

    [LoggerMessage(205, LogLevel.Error, "{Task}: {Count} processes survived SIGKILL ({Processes}); going on without them")]
    public static partial void Survivors(ILogger log, string task, int count, string processes);

    [LoggerMessage(206, LogLevel.Warning, "{Task}: its main process has ended ({Exit}), others have not and are stopped: {Processes}")]
    public static partial void Leftovers(ILogger log, string task, string exit, string processes);

    [LoggerMessage(207, LogLevel.Error, "{Task}: internal error in its supervisor, which goes on")]
    public static partial void MessageFailed(ILogger log, Exception failure, string task);

    [LoggerMessage(209, LogLevel.Error, "{Task}: its code did not end within the grace period; going on without it")]
    public static partial void Abandoned(ILogger log, string task);

    [LoggerMessage(211, LogLevel.Warning, "{Task}: {Process} could not be given {What} (a higher priority and processes of another user need root, and a processor must be there): it counts from the next start")]
    public static partial void NotAdjusted(ILogger log, string task, string process, string what);

    [LoggerMessage(212, LogLevel.Warning, "{Task}: the state directory does not answer for {Seconds} s: the slot runs without being written down, and would run again if the host were killed now")]
    public static partial void SlotNotSaved(ILogger log, string task, double seconds);

    [LoggerMessage(208, LogLevel.Information, "{Task}: {Count} processes got {Signal}")]
    public static partial void Signalled(ILogger log, string task, int count, string signal);

    [LoggerMessage(210, LogLevel.Error, "{Task}: internal error in an attempt")]
    public static partial void RunFailed(ILogger log, Exception failure, string task);
}
