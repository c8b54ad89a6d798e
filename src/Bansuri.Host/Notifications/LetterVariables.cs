using System.Globalization;
using Bansuri.Abstractions.Readers;
using Bansuri.Host.Supervision;

namespace Bansuri.Host.Notifications;

/// <summary>What a program is told in its environment; docs/configuration.md has the list.</summary>
internal static class LetterVariables
{
    public static IEnumerable<(string Name, string Value)> Of(Notice notice, Sender sender)
    {
        var report = notice.Sighting.Report;
        var task = report.Task;
        yield return ("BANSURI_EVENT", LetterWriter.EventName(notice.Event));
        yield return ("BANSURI_TASK", task.Name);
        yield return ("BANSURI_SUBJECT", SubjectLine.Of(notice));
        yield return ("BANSURI_STATE", Scalars.Kebab(task.State));
        yield return ("BANSURI_ATTEMPT", Number(report.Attempt));
        yield return ("BANSURI_TIMES", task.Times is { } times ? Number(times) : "unlimited");
        yield return ("BANSURI_FAILED_RUNS", Number(notice.FailedRuns > 0 ? notice.FailedRuns : task.FailedRunsInRow));
        yield return ("BANSURI_NODE", sender.Node);
        if (task.LastExit is { } exit)
        {
            yield return ("BANSURI_EXIT", exit.Reason.Term);
            yield return ("BANSURI_ENDED_AT", Time(exit.At));
        }

        if (task.LastExit?.Reason is ExitReason.Exited { Code: var code })
        {
            yield return ("BANSURI_EXIT_CODE", Number(code));
        }

        if (report.Run is { } run)
        {
            yield return ("BANSURI_TASK_RUN_ID", run.Id);
            yield return ("BANSURI_STARTED_AT", Time(run.BegunAt));
        }

        if (report.Run?.Slot is { } slot)
        {
            yield return ("BANSURI_SCHEDULED_AT", Time(slot));
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
