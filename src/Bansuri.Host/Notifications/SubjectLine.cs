using System.Globalization;
using Bansuri.Abstractions;
using Bansuri.Host.Supervision;

namespace Bansuri.Host.Notifications;

/// <summary>The first line of a letter: <c>backup: failed (exit 1, attempt 3 of 3)</c>.</summary>
internal static class SubjectLine
{
    public static string Of(Notice notice)
    {
        var report = notice.Sighting.Report;
        var exit = OneLine(report.Task.LastExit?.Reason.ToString() ?? "");
        var what = notice switch
        {
            { Event: NotifyEvents.Fail } when report.Fact == TaskFact.Held => $"held in a crash loop ({exit}, {Judgement.CrashLoop} failures in a row)",
            { Event: NotifyEvents.Fail } => $"failed ({exit}{Attempt(report)}{Row(report.Task.FailedRunsInRow)})",
            { Event: NotifyEvents.Success } => $"succeeded ({exit})",
            { Event: NotifyEvents.Recover, HealthyFor: { } lived } => $"recovered (it has run for {Spoken.Duration(lived)}{After(notice.FailedRuns)})",
            { Event: NotifyEvents.Recover } => $"recovered ({exit}{After(notice.FailedRuns)})",
            _ => $"restarted (after {exit})",
        };
        return $"{report.Task.Name}: {what}";
    }

    /// <summary>A reason may quote what a plugin threw.</summary>
    public static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static string Attempt(TaskReport report) => report switch
    {
        { Attempt: 0 } or { Run: null } or { Task.Times: 1 } => "",
        { Task.Times: { } times } => string.Create(CultureInfo.InvariantCulture, $", attempt {report.Attempt} of {times}"),
        _ => string.Create(CultureInfo.InvariantCulture, $", attempt {report.Attempt}"),
    };

    private static string Row(int failed) => failed > 1 ? string.Create(CultureInfo.InvariantCulture, $", {failed} failed runs in a row") : "";

    private static string After(int failed) => failed switch
    {
        0 => "",
        1 => ", after 1 failed run",
        _ => string.Create(CultureInfo.InvariantCulture, $", after {failed} failed runs"),
    };
}
