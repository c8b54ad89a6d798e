using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Bansuri.Abstractions;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Host.Notifications;

/// <summary>A notice in words: readable as the body of a mail, its first line as the subject. Pure.</summary>
internal static class LetterWriter
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss zzz";

    public static Letter Write(Notice notice, Sender sender, SecretMask mask)
    {
        var text = new StringBuilder($"{SubjectLine.Of(notice)}\n\n");
        foreach (var (name, value) in Fields(notice, sender))
        {
            text.Append(CultureInfo.InvariantCulture, $"{name + ':',-13}{value}\n");
        }

        if (!notice.Sighting.Output.IsEmpty)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nlast lines of output:\n{string.Join('\n', notice.Sighting.Output)}\n");
        }

        var variables = LetterVariables.Of(notice, sender).ToImmutableSortedDictionary(pair => pair.Name, pair => mask.Of(pair.Value), StringComparer.Ordinal);
        return new Letter(notice.Sighting.Report.Task.Name, EventName(notice.Event), mask.Of(text.ToString()), variables);
    }

    /// <summary>As <c>notify</c> says it: <c>on-fail</c>.</summary>
    public static string EventName(NotifyEvents told) => "on-" + Scalars.Kebab(told);

    private static IEnumerable<(string Name, string Value)> Fields(Notice notice, Sender sender)
    {
        var report = notice.Sighting.Report;
        var task = report.Task;
        yield return ("task", task.Name);
        yield return ("event", EventName(notice.Event));
        yield return ("state", $"{Scalars.Kebab(task.State)} ({OneLine(task.Reason)})");
        if (task.LastExit is { } exit)
        {
            yield return ("exit", OneLine(exit.ToString()));
        }

        if (report.Attempt > 0)
        {
            yield return ("attempt", task.Times is { } times ? $"{report.Attempt} of {times}" : report.Attempt.ToString(CultureInfo.InvariantCulture));
        }

        if (task.FailedRunsInRow > 0)
        {
            yield return ("failed runs", $"{task.FailedRunsInRow} in a row");
        }

        if (report.Run?.Slot is { } slot)
        {
            yield return ("slot", Time(slot));
        }

        if (report.Run is { } run)
        {
            yield return ("started", Time(run.BegunAt));
        }

        if (task.LastExit is { } ended)
        {
            yield return ("ended", Time(ended.At));
        }

        yield return ("time", Time(report.At.Wall));
        yield return ("node", sender.Node);
        if (sender.JobId is { } job)
        {
            yield return ("job", job.ToString(CultureInfo.InvariantCulture));
        }

        if (report.Run is { } marked)
        {
            yield return ("run", marked.Id);
        }
    }

    private static string Time(DateTimeOffset at) => at.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static string OneLine(string text) => SubjectLine.OneLine(text);
}
