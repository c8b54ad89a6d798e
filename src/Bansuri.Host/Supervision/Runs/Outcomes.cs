using Bansuri.Host.Plugins;
using Bansuri.Host.Processes;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>The ends of processes and of plugin code as reasons.</summary>
internal static class Outcomes
{
    /// <param name="exit">How the process ended.</param>
    /// <param name="startErrors">Exit codes by which it says that it could not start what it was asked to.</param>
    public static ExitReason Reason(ProcessExit exit, IReadOnlyDictionary<int, string> startErrors) => exit switch
    {
        { Signal: { } signal } => new ExitReason.Signalled(signal),
        { Code: { } code } when startErrors.TryGetValue(code, out var text) => new ExitReason.StartError(text),
        _ => new ExitReason.Exited(exit.Code ?? 0),
    };

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
