using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Control;

/// <summary>What the control interface logs; numbers 600 to 649.</summary>
internal static partial class ControlEvents
{
    [LoggerMessage(600, LogLevel.Warning, "control: the socket {Path} had vanished, made again")]
    public static partial void SocketMadeAgain(ILogger logger, string path);

    [LoggerMessage(601, LogLevel.Error, "control: cannot make the socket {Path} again ({Problem}), next try at the next check")]
    public static partial void SocketFailed(ILogger logger, string path, string problem);

    [LoggerMessage(602, LogLevel.Debug, "{Task}: {Order} ordered over the control socket")]
    public static partial void Ordered(ILogger logger, string task, string order);

    [LoggerMessage(603, LogLevel.Error, "control: {Method} {Path} failed ({Problem})")]
    public static partial void RequestFailed(ILogger logger, string method, string path, string problem);

    [LoggerMessage(604, LogLevel.Warning, "control: nearly all descriptors are in use (ulimit -n), clients wait until some are free")]
    public static partial void ClientsWait(ILogger logger);
}
