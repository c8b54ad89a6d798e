using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Bansuri.Host.Slurm;

/// <summary>Writes the script that a host is submitted with. Pure.</summary>
internal static class SubmitScript
{
    // Slurm's signal comes up to a minute early, never late.
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(60);

    // That Slurm takes for a signal's time.
    private const int LongestLead = 65535;

    public static string Write(SubmitRequest request)
    {
        var text = new StringBuilder("#!/usr/bin/env bash\n# Written by `bansuri submit`. Slurm keeps a copy of it, which a job that goes on is submitted with again.\n");
        var lead = Math.Min(LongestLead, (int)Math.Ceiling((request.LongestGrace + Lead).TotalSeconds));
        string[] usual =
        [
            "--job-name=bansuri",
            "--output=master_%j.log",
            "--open-mode=append",
            "--requeue",
            string.Create(CultureInfo.InvariantCulture, $"--signal=B:USR1@{lead}"),
        ];

        // Of an option that is given twice, sbatch takes the last.
        foreach (var option in usual.Concat(request.Options))
        {
            text.Append("#SBATCH ").Append(option).Append('\n');
        }

        text.Append("set -euo pipefail\n");
        foreach (var (name, value) in request.Environment)
        {
            text.Append("export ").Append(name).Append('=').Append(Quoted(value)).Append('\n');
        }

        return text.Append("\n# exec: Slurm's signals reach the batch process alone, and that has to be the host.\nexec ")
            .AppendJoin(' ', request.Command.Select(Quoted))
            .Append(request.ElementDirectory is { } directory ? $" --state-directory {Quoted(directory)}-\"$SLURM_ARRAY_TASK_ID\"" : "")
            .Append('\n')
            .ToString();
    }

    /// <summary>The job is an array: several hosts by one script.</summary>
    public static bool IsArray(IEnumerable<string> options) =>
        options.Any(option => option.StartsWith("--array", StringComparison.Ordinal) || option.StartsWith("-a", StringComparison.Ordinal));

    /// <summary>Words of a command line as lines of a script: <c>-C v100</c> is one.</summary>
    public static ImmutableArray<string> Lines(IReadOnlyList<string> words)
    {
        var lines = new List<string>();
        foreach (var word in words)
        {
            if (word.StartsWith('-') || lines.Count == 0)
            {
                lines.Add(Spaced(word));
            }
            else
            {
                lines[^1] += " " + Spaced(word);
            }
        }

        return [.. lines];
    }

    // sbatch takes the value in quotes.
    private static string Spaced(string word) => !word.Contains(' ', StringComparison.Ordinal) ? word
        : word.StartsWith("--", StringComparison.Ordinal) && word.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? $"{word[..at]}=\"{word[(at + 1)..]}\""
        : $"\"{word}\"";

    private static string Quoted(string word) => word.Length > 0 && word.All(each => char.IsAsciiLetterOrDigit(each) || "/._-=:,+@%".Contains(each, StringComparison.Ordinal))
        ? word
        : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}

/// <summary>What is to be submitted.</summary>
internal sealed record SubmitRequest
{
    /// <summary>The program, absolute, and its arguments.</summary>
    public required ImmutableArray<string> Command { get; init; }

    /// <summary>Of the tasks.</summary>
    public required TimeSpan LongestGrace { get; init; }

    /// <summary>The state directory of an array's elements, without the number of each; null for a job that is none.</summary>
    public string? ElementDirectory { get; init; }

    /// <summary>For sbatch, a line each: <c>--partition=gpu</c>.</summary>
    public ImmutableArray<string> Options { get; init; } = [];

    /// <summary>What the program needs to be found, whatever sbatch exports.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Environment { get; init; } = [];
}
