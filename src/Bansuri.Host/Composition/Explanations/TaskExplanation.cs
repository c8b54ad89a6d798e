using System.Globalization;
using Bansuri.Abstractions;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Readers;
using Bansuri.Host.Cli.Rendering;
using Bansuri.Host.Configuration;
using Bansuri.Host.StateDirectory;
using Bansuri.Host.Supervision;

namespace Bansuri.Host.Composition.Explanations;

/// <summary>One task in words: what is in force, whether it was written or is a default.</summary>
internal sealed class TaskExplanation(TaskEntry task, TimeProvider time, HostConfig configuration, Func<string, string> shown)
{
    private const int Slots = 5;

    private readonly TaskConfig _config = task.Config;

    /// <param name="find">The task of a name.</param>
    public IEnumerable<(string Label, string Text)> Rows(Func<string, TaskConfig> find)
    {
        var (identification, scheduling, control) = (_config.Identification, _config.Scheduling, _config.FailureControl);
        yield return ("runs", ScheduleExplanation.Of(_config, time.LocalTimeZone));
        foreach (var (slot, label) in ComingSlots().Select((slot, at) => (slot, at == 0 ? "next" : "")))
        {
            yield return (label, $"{TimeZoneInfo.ConvertTime(slot, time.LocalTimeZone).ToString("ddd", CultureInfo.InvariantCulture)} {Times.Both(slot, time)}");
        }

        foreach (var (text, label) in ScheduleExplanation.Exceptions(scheduling).Select((text, at) => (text, at == 0 ? "slots" : "")))
        {
            yield return (label, text);
        }

        yield return ("command", Command());
        yield return ("in", shown(identification.WorkingDirectory) + Account());
        yield return ("attempts", RetryExplanation.Of(_config));
        if (_config.Values.IsWritten(FailureControlKeys.SuccessCodes) || _config.Values.IsWritten(FailureControlKeys.FatalCodes))
        {
            yield return ("codes", $"success: {Codes(control.SuccessCodes)}; never tried again: {Codes(control.FatalCodes)}");
        }

        yield return ("timeout", scheduling.Timeout is { } timeout ? $"{Durations.Format(timeout)} for each attempt" : "none");
        yield return ("stop", $"{SignalNames.Format(control.StopSignal)}, and SIGKILL {Durations.Format(control.GracePeriod)} later");
        yield return ("output", Output());
        if (NotifyExplanation.Of(_config, configuration.Notifiers) is { } notify)
        {
            yield return ("notify", notify);
        }

        if (!control.DependsOn.IsEmpty)
        {
            yield return ("waits for", string.Join(", ", control.DependsOn.Select(dependency => $"{dependency.Task} ({Scalars.Kebab(Supervision.Dependencies.ConditionOf(dependency, find(dependency.Task)))})")));
        }

        if (control.Essential)
        {
            yield return ("essential", "when it fails for good, the host stops everything and exits 1");
        }
    }

    private IEnumerable<DateTimeOffset> ComingSlots()
    {
        if (TaskPolicy.From(_config, time.LocalTimeZone).Slots is not { } slots || !_config.Identification.Enabled)
        {
            yield break;
        }

        var after = time.GetUtcNow();
        for (var count = 0; count < Slots && slots.Next(after) is { } slot; count++)
        {
            yield return slot.Due;
            after = slot.Due;
        }
    }

    // A script of many lines is told by its first.
    private string Command()
    {
        var lines = (_config.Identification.Command?.ToString() ?? "none").Trim().Split('\n');
        return lines.Length == 1 ? lines[0] : $"{lines[0]} ... ({lines.Length} lines)";
    }

    private string Account() => (_config.Identification.User, _config.Identification.Group) switch
    {
        ({ } user, { } group) => $", as {user} of the group {group}",
        ({ } user, null) => $", as {user}",
        (null, { } group) => $", as the group {group}",
        _ => "",
    };

    private string Output()
    {
        var logs = StateFolder.Logs(configuration.Host.StateDirectory);
        var stdout = _config.Logging.Stdout switch
        {
            { Path: { } path } => shown(path),
            { Kind: OutputTargetKind.Ignore } => "thrown away",
            _ => $"{shown(Path.Combine(logs, task.Name + ".log"))}, and the host's log",
        };
        return stdout + _config.Logging.Stderr switch
        {
            { Path: { } path } => $"; stderr: {shown(path)}",
            { Kind: OutputTargetKind.Ignore } => "; stderr: thrown away",
            { Kind: OutputTargetKind.Separate } => $"; stderr: {shown(Path.Combine(logs, task.Name + ".err.log"))}",
            _ => "; stderr with it",
        };
    }

    private static string Codes(IReadOnlyCollection<int> codes) => codes.Count == 0 ? "none" : string.Join(", ", codes);
}
