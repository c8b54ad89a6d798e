using Bansuri.Host.Plugins;
using Bansuri.Host.Processes;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>The ends of processes and of plugin code as reasons.</summary>
internal static class Outcomes
{
    public static ExitReason Reason(ProcessExit exit) => exit.Signal is { } signal ? new ExitReason.Signalled(signal) : new ExitReason.Exited(exit.Code ?? 0);

    public static ExitReason Reason(PluginOutcome outcome) => outcome switch
    {
        PluginOutcome.Exited { Code: var code } => new ExitReason.Exited(code),
        PluginOutcome.Cancelled => new ExitReason.Stopped(),
        PluginOutcome.StartError { Text: var text } => new ExitReason.StartError(text),
        PluginOutcome.PluginError { Text: var text } => new ExitReason.PluginError(text),
        PluginOutcome.Abandoned => new ExitReason.PluginError("its code did not end within the grace period and was abandoned"),
        _ => new ExitReason.PluginError("its code described a process where it should have run"),
    };
}
