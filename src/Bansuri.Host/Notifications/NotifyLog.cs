using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Notifications;

/// <summary>The lines of notifications in the host's log. Numbers 700 to 719.</summary>
internal static partial class NotifyLog
{
    [LoggerMessage(700, LogLevel.Information, "{Task}: {Happened}: told by notifier '{Notifier}'")]
    public static partial void Told(ILogger log, string task, string happened, string notifier);

    [LoggerMessage(701, LogLevel.Error, "{Task}: {Happened}: notifier '{Notifier}' failed: {Error}")]
    public static partial void NotTold(ILogger log, string task, string happened, string notifier, string error);

    [LoggerMessage(EventId = 702, Message = "{Subject}: {Happened}, and no notifier to tell it")]
    public static partial void Nobody(ILogger log, LogLevel level, string subject, string happened);

    [LoggerMessage(703, LogLevel.Warning, "notifier '{Notifier}': {Waiting} notifications wait for it, further ones are dropped")]
    public static partial void Full(ILogger log, string notifier, int waiting);

    [LoggerMessage(704, LogLevel.Warning, "notifier '{Notifier}': {Count} notifications were dropped")]
    public static partial void Dropped(ILogger log, string notifier, int count);

    [LoggerMessage(705, LogLevel.Warning, "{Count} notifications were not delivered: the host ends")]
    public static partial void GivenUp(ILogger log, int count);

    [LoggerMessage(706, LogLevel.Warning, "more happens to tasks than can be looked at: {Count} facts were not considered for notifications")]
    public static partial void Overrun(ILogger log, int count);

    [LoggerMessage(707, LogLevel.Error, "{Task}: internal error in its notifications, which go on")]
    public static partial void DeskFailed(ILogger log, Exception failure, string task);
}
