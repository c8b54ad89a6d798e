using System.Globalization;

namespace Bansuri.Host.Slurm;

/// <summary>
/// What the environment says of the allocation that the host runs in. Slurm wrote it at the start of the job, so that the end may have
/// moved since; and which variables there are depends on its version, so that whatever is absent or unreadable is null, never an error.
/// </summary>
/// <param name="JobId">Of this very job; a job of an array has one of its own too.</param>
internal sealed record SlurmEnvironment(long JobId)
{
    /// <summary>
    /// For <c>scontrol</c>: <c>12</c>, or <c>12_3</c> in an array. The bare number of an array means all of its elements there, and one of
    /// these has it as its own.
    /// </summary>
    public string Handle { get; private init; } = JobId.ToString(CultureInfo.InvariantCulture);

    /// <summary>The number in its array; null when it is in none.</summary>
    public string? ArrayTask { get; private init; }

    /// <summary>One of several components with options of their own.</summary>
    public bool IsHeterogeneous { get; private init; }

    /// <summary>How many nodes the allocation has; the host runs on the first.</summary>
    public int NodeCount { get; private init; } = 1;

    /// <summary>The node that the host runs on, as Slurm calls it.</summary>
    public string? Node { get; private init; }

    /// <summary>All nodes of the allocation, in Slurm's short form: <c>n[1-4]</c>.</summary>
    public string? NodeList { get; private init; }

    /// <summary>How often the job was requeued before; 0 in its first incarnation.</summary>
    public int RestartCount { get; private init; }

    /// <summary>When the allocation ends by its time limit; Slurm says so from 23.02 on.</summary>
    public DateTimeOffset? EndsAt { get; private init; }

    /// <summary>The process that Slurm started: the submit script, or what that replaced itself with.</summary>
    public int? TaskPid { get; private init; }

    /// <summary>Where the job was submitted: the script itself runs as a copy elsewhere.</summary>
    public string? SubmitDirectory { get; private init; }

    /// <summary>The job's output file is appended to: <c>--open-mode=append</c>.</summary>
    public bool Appends { get; private init; }

    /// <summary>The step that the host runs in; null for the batch process.</summary>
    public string? Step { get; private init; }

    /// <summary>Processors of the allocation on this node.</summary>
    public int? Cpus { get; private init; }

    /// <summary>The environment as it is; null outside a job.</summary>
    public static SlurmEnvironment? Read(Func<string, string?> variable)
    {
        string? Text(string name) => variable(name) is { Length: > 0 } text ? text : null;
        long? Number(string name, long least, long most = int.MaxValue) =>
            long.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? number
                : null;

        var (array, element) = (Text("SLURM_ARRAY_JOB_ID"), Text("SLURM_ARRAY_TASK_ID"));
        return Number("SLURM_JOB_ID", 1, uint.MaxValue) is { } job
            ? new(job)
            {
                Handle = array is null || element is null ? job.ToString(CultureInfo.InvariantCulture) : $"{array}_{element}",
                ArrayTask = array is null ? null : element,
                IsHeterogeneous = Text("SLURM_HET_SIZE") is not null,
                NodeCount = (int)(Number("SLURM_JOB_NUM_NODES", 1) ?? 1),
                Node = Text("SLURMD_NODENAME"),
                NodeList = Text("SLURM_JOB_NODELIST"),
                RestartCount = (int)(Number("SLURM_RESTART_COUNT", 0) ?? 0),
                EndsAt = Number("SLURM_JOB_END_TIME", 1, DateTimeOffset.MaxValue.ToUnixTimeSeconds()) is { } end
                    ? DateTimeOffset.FromUnixTimeSeconds(end)
                    : null,
                TaskPid = (int?)Number("SLURM_TASK_PID", 1),
                SubmitDirectory = Text("SLURM_SUBMIT_DIR"),
                Appends = Text("SLURM_OPEN_MODE") == "a",
                Step = Text("SLURM_STEP_ID"),
                Cpus = (int?)Number("SLURM_CPUS_ON_NODE", 1),
            }
            : null;
    }

    /// <summary>
    /// Whether a process is the one that Slurm signals. If the submit script did not <c>exec</c> the host, it is not: a shell stands
    /// between, which dies of the first signal, and everything with it.
    /// </summary>
    public bool IsSignalled(int pid) => TaskPid is null || TaskPid == pid;
}
