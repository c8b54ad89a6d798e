using System.Globalization;

namespace Bansuri.Host.Slurm;

/// <summary>One line of <c>squeue</c>.</summary>
/// <param name="State"><c>RUNNING</c>, <c>COMPLETING</c>, <c>TIMEOUT</c>, ...</param>
/// <param name="Node">That the batch process runs on; null before the start.</param>
/// <param name="EndsAt">By the time limit; of a job that has ended, when it did. Null without a limit.</param>
internal sealed record JobStatus(long JobId, string State, string User, string? Node, DateTimeOffset? EndsAt)
{
    /// <summary>For <c>-o</c>. Slurm's own escape for what may hold a bar does not exist; the free texts come last.</summary>
    public const string Format = "%A|%T|%u|%B|%e|%i|%Z|%j";

    private const int Fields = 8;

    // Its clients are run with TZ=UTC0 and the standard format.
    private const string TimeForm = "yyyy-MM-ddTHH:mm:ss";

    /// <summary>
    /// For <c>scontrol</c> and <c>scancel</c>: <c>12</c>, <c>12_3</c> in an array, <c>12+0</c> of a heterogeneous job. They take the bare
    /// number of an array for all of its elements, though one of these has that number as its own.
    /// </summary>
    public required string Handle { get; init; }

    public string? Directory { get; init; }

    public string? Name { get; init; }

    /// <summary>A component of a heterogeneous job: <c>srun</c> wants to be told which one it is for.</summary>
    public bool IsHeterogeneous => Handle.Contains('+', StringComparison.Ordinal);

    /// <summary>It has a batch process, or will have one again.</summary>
    public bool IsRunning => State is "RUNNING" or "SUSPENDED" or "STOPPED" or "SIGNALING";

    /// <summary>Its processes stand still, and a step that is started in it hangs until they go on.</summary>
    public bool IsSuspended => State is "SUSPENDED" or "STOPPED";

    /// <summary>It goes on. Slurm marks a job while a signal is on its way to it, so whoever asks for the reason of a signal may be early.</summary>
    public bool IsWanted => State is "RUNNING" or "SIGNALING";

    public bool IsPending => State is "PENDING" or "CONFIGURING" or "REQUEUED" or "REQUEUE_HOLD" or "SPECIAL_EXIT" or "RESIZING";

    /// <summary>The line of one job: <c>squeue</c> answers for an array, or a heterogeneous job, with all that belong to it.</summary>
    public static JobStatus? Find(string output, long job) => All(output).FirstOrDefault(status => status.JobId == job);

    public static IEnumerable<JobStatus> All(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse).OfType<JobStatus>();

    /// <summary>Null for what is no such line.</summary>
    public static JobStatus? Parse(string line)
    {
        var fields = line.Trim().Split('|', Fields);
        return fields.Length == Fields && long.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var job)
            ? new JobStatus(job, fields[1], fields[2], Known(fields[3]), Time(fields[4])) { Handle = fields[5], Directory = Known(fields[6]), Name = Known(fields[7]) }
            : null;
    }

    private static string? Known(string text) => text is "" or "n/a" or "N/A" or "(null)" ? null : text;

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParseExact(text, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
