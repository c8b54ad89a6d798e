using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Bansuri.Host.Slurm;

/// <summary>
/// The command line that submits a job's script again. Slurm keeps the script and not the options that were given beside it, so that what
/// the job has is asked for anew: on the command line it outweighs the lines of the script. Pure.
/// </summary>
internal static partial class Resubmission
{
    // Named as in `scontrol show job`. What of them a job does not have, or has as a matter of course, is not there or reads so.
    private static readonly ImmutableArray<(string Field, string Option)> Plain =
    [
        ("Partition", "partition"), ("Account", "account"), ("QOS", "qos"), ("Reservation", "reservation"), ("TimeLimit", "time"),
        ("NumNodes", "nodes"), ("NumTasks", "ntasks"), ("CPUs/Task", "cpus-per-task"), ("MinMemoryNode", "mem"), ("MinMemoryCPU", "mem-per-cpu"),
        ("MinTmpDiskNode", "tmp"), ("Features", "constraint"), ("Licenses", "licenses"), ("ExcNodeList", "exclude"), ("MailUser", "mail-user"), ("MailType", "mail-type"),
    ];

    private static readonly ImmutableArray<(string Field, string Option)> Generic = [("TresPerJob", "gpus"), ("TresPerTask", "gpus-per-task"), ("TresPerNode", "gres")];

    /// <param name="job">That ends.</param>
    /// <param name="record">Null when Slurm did not say: the script's own lines are all there is.</param>
    /// <param name="script">Its text.</param>
    /// <param name="exists">Whether a path is a file.</param>
    public static ImmutableArray<string> Arguments(SlurmEnvironment job, JobRecord? record, string script, Func<string, bool> exists)
    {
        string[] directory = job.SubmitDirectory is { } submitted ? [$"--chdir={submitted}"] : [];
        string[] element = job.ArrayTask is { } task ? [$"--array={task}"] : [];

        // The components of a heterogeneous job have options of their own, for which a command line has no place.
        var had = record is null || job.IsHeterogeneous ? [] : Options(job, record).Concat(Files(record, script, job.JobId));

        // From a pipe the script has the name `-`.
        return [.. directory, $"--dependency=afterany:{job.JobId}", .. element, .. had, "/dev/stdin", .. Words(record?.Command, exists)];
    }

    private static IEnumerable<string> Options(SlurmEnvironment job, JobRecord record)
    {
        if (record.Name is { } name)
        {
            yield return $"--job-name={name}";
        }

        if (record.Comment is { } comment)
        {
            yield return $"--comment={comment}";
        }

        foreach (var (field, option) in Plain)
        {
            if (record[field] is { } value and not ("0" or "NONE"))
            {
                yield return $"--{option}={value}";
            }
        }

        foreach (var (field, option) in Generic)
        {
            if (record[field] is { } value && Wanted(value, option) is { } wanted)
            {
                yield return $"--{option}={wanted}";
            }
        }

        if (record["OverSubscribe"] == "NO")
        {
            yield return "--exclusive";
        }

        yield return record.Requeue == false ? "--no-requeue" : "--requeue";
        if (job.Appends)
        {
            yield return "--open-mode=append";
        }
    }

    // "gres:gpu:v100:2", later "gres/gpu:v100:2": --gres=gpu:v100:2, --gpus=v100:2. Several are not all of one option.
    private static string? Wanted(string value, string option)
    {
        var resource = value.StartsWith("gres:", StringComparison.Ordinal) || value.StartsWith("gres/", StringComparison.Ordinal) ? value["gres:".Length..] : value;
        return option == "gres" ? resource.Replace(",gres:", ",", StringComparison.Ordinal).Replace(",gres/", ",", StringComparison.Ordinal)
            : resource.StartsWith("gpu:", StringComparison.Ordinal) && !resource.Contains(',', StringComparison.Ordinal) ? resource["gpu:".Length..]
            : null;
    }

    // What the script names is named anew; what only the command line named goes on in the same file, as after a requeue.
    private static IEnumerable<string> Files(JobRecord record, string script, long job)
    {
        if (record.Output is not { } output || NamesOutput().IsMatch(script) || output.EndsWith($"/slurm-{job}.out", StringComparison.Ordinal) || output.AsSpan().ContainsAny('%', '\\'))
        {
            yield break;
        }

        yield return $"--output={output}";
        yield return "--open-mode=append";
        if (record.Error is { } error && error != output && !error.AsSpan().ContainsAny('%', '\\'))
        {
            yield return $"--error={error}";
        }
    }

    // Slurm shows blanks between script and arguments, and a path may hold some: the script is as much as names a file, and its first word if nothing does.
    private static string[] Words(string? command, Func<string, bool> exists)
    {
        var words = command?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        var script = Enumerable.Range(1, words.Length).FirstOrDefault(count => exists(string.Join(' ', words[..count])), 1);
        return words.Length == 0 ? [] : words[script..];
    }

    [GeneratedRegex(@"^#SBATCH\s+(.*\s)?(-o|--output)", RegexOptions.Multiline)]
    private static partial Regex NamesOutput();
}
