using System.Globalization;

namespace Bansuri.Host.Slurm;

/// <summary>One line of <c>squeue</c>.</summary>
/// <param name="State"><c>RUNNING</c>, <c>COMPLETING</c>, <c>TIMEOUT</c>, ...</param>
/// <param name="Node">That the batch process runs on; null before the start.</param>
/// <param name="EndsAt">By the time limit; of a job that has ended, when it did. Null without a limit.</param>
internal sealed record JobStatus(long JobId, string State, string User, string? Node, DateTimeOffset? EndsAt)
{
    /// <summary>For <c>-o</c>. Slurm's own escape for what may hold a bar does not exist; the free texts come last.</summary>
    public const string Format = "%A|%T|%u|%B|%e|%Z|%j";

    private const int Fields = 7;

    // Its clients are run with TZ=UTC0 and the standard format.
    private const string TimeForm = "yyyy-MM-ddTHH:mm:ss";

    public string? Directory { get; init; }

    public string? Name { get; init; }

    /// <summary>It has a batch process, or will have one again.</summary>
    public bool IsRunning => State is "RUNNING" or "SUSPENDED" or "STOPPED" or "SIGNALING";

    /// <summary>It goes on. Slurm marks a job while a signal is on its way to it, so whoever asks for the reason of a signal may be early.</summary>
    public bool IsWanted => State is "RUNNING" or "SIGNALING";

    public bool IsPending => State is "PENDING" or "CONFIGURING" or "REQUEUED" or "REQUEUE_HOLD" or "SPECIAL_EXIT" or "RESIZING";

    /// <summary>Null for what is no such line.</summary>
    public static JobStatus? Parse(string line)
    {
        var fields = line.Trim().Split('|', Fields);
        return fields.Length == Fields && long.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var job)
            ? new JobStatus(job, fields[1], fields[2], Known(fields[3]), Time(fields[4])) { Directory = Known(fields[5]), Name = Known(fields[6]) }
            : null;
    }

    private static string? Known(string text) => text is "" or "n/a" or "N/A" or "(null)" ? null : text;

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParseExact(text, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
