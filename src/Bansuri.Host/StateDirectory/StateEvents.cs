using Microsoft.Extensions.Logging;

namespace Bansuri.Host.StateDirectory;

/// <summary>What the state directory logs; numbers 650 to 699.</summary>
internal static partial class StateEvents
{
    [LoggerMessage(650, LogLevel.Error, "state: {Path} is damaged ({Problem}), set aside as {Aside}, starting without it")]
    public static partial void StateDamaged(ILogger logger, string path, string problem, string aside);

    [LoggerMessage(651, LogLevel.Error, "state: cannot read {Path} ({Problem}), starting without it")]
    public static partial void StateUnreadable(ILogger logger, string path, string problem);

    [LoggerMessage(652, LogLevel.Error, "state: cannot write {Path} ({Problem}), tried again with the next change")]
    public static partial void StateNotWritten(ILogger logger, string path, string problem);

    [LoggerMessage(653, LogLevel.Information, "state: {Path} is written again")]
    public static partial void StateWrittenAgain(ILogger logger, string path);

    [LoggerMessage(654, LogLevel.Error, "state: another host has taken the state directory over ({Holder})")]
    public static partial void LeaseLost(ILogger logger, string holder);

    [LoggerMessage(655, LogLevel.Error, "state: cannot write the heartbeat ({Problem}), next try at the next one")]
    public static partial void HeartbeatFailed(ILogger logger, string problem);
}
