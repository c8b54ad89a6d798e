using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Bansuri.Host.Slurm;

/// <summary>What is wrong with the submit script, a sentence each with the line to write. Pure.</summary>
internal static partial class SubmitAdvice
{
    private const string Signal = "#SBATCH --signal=B:USR1@180";

    public static IEnumerable<string> Of(SubmittedAs submission)
    {
        if (!submission.IsBatchProcess)
        {
            yield return "the submit script does not hand its process over, so Slurm's signals end the shell and everything with it: write 'exec bansuri run ...'";
        }

        if (submission.Script is { } script && SignalLines(script) is [.., var last] && !last.Contains("B:", StringComparison.Ordinal))
        {
            yield return $"'{last}' signals the steps of the job and never the host: write '{Signal}'";
        }
        else if (WarningBefore(submission.Script) is { } before && before >= submission.Whole)
        {
            var half = Math.Floor(submission.Whole.Value.TotalSeconds / 2);
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"'{SignalLines(submission.Script!)[^1]}' signals the host as soon as it starts, as its allocation has {AllocationText.Length(submission.Whole.Value)}: write '#SBATCH --signal=B:USR1@{half}', or a longer '#SBATCH --time'");
        }
        else if (!submission.IsEndKnown && (submission.Script is null || SignalLines(submission.Script).IsEmpty))
        {
            yield return $"the end of the allocation is not known here: unless the submit script has it, write '{Signal}'";
        }

        if (!submission.Appends && submission.Requeue != false)
        {
            yield return "a requeue would truncate the job's output file: write '#SBATCH --open-mode=append'";
        }

        if (submission is { WantsRequeue: true, Requeue: false })
        {
            yield return "host.slurm.requeue is set, and the job may not be requeued: write '#SBATCH --requeue'";
        }
    }

    /// <summary>How long before the end a script has Slurm signal the batch process; null when it does not say.</summary>
    public static TimeSpan? WarningBefore(string? script) =>
        script is not null && SignalLines(script) is [.., var last] && SignalTime().Match(last) is { Success: true } match
            ? TimeSpan.FromSeconds(int.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture))
            : null;

    // sbatch reads no further than the first command.
    private static ImmutableArray<string> SignalLines(string script) =>
        [.. script.Split('\n').Select(line => line.Trim()).TakeWhile(line => line.Length == 0 || line[0] == '#').Where(line => SignalLine().IsMatch(line))];

    [GeneratedRegex(@"^#SBATCH\s.*--signal[= ]")]
    private static partial Regex SignalLine();

    [GeneratedRegex("--signal[= ][\"']?R?B:[^@]+@([0-9]{1,6})")]
    private static partial Regex SignalTime();
}

/// <summary>How this job came about.</summary>
internal sealed record SubmittedAs
{
    /// <summary>The host is the process that Slurm signals.</summary>
    public bool IsBatchProcess { get; init; }

    /// <summary>The job's output file is appended to.</summary>
    public bool Appends { get; init; }

    public bool IsEndKnown { get; init; }

    /// <summary>From the start of the host to the end of the allocation; null when unknown.</summary>
    public TimeSpan? Whole { get; init; }

    /// <summary>Null when unknown.</summary>
    public bool? Requeue { get; init; }

    /// <summary>The configuration says so.</summary>
    public bool WantsRequeue { get; init; }

    /// <summary>The script, as Slurm keeps it; null when unknown. Options of sbatch's command line are not in it.</summary>
    public string? Script { get; init; }
}
