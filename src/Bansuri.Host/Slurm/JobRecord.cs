namespace Bansuri.Host.Slurm;

/// <summary>How a job was submitted, and what it has, from <c>scontrol show job ID -o</c>; null is what Slurm does not say.</summary>
internal sealed record JobRecord
{
    /// <summary>It may be requeued.</summary>
    public bool? Requeue { get; init; }

    /// <summary>The script with its arguments, a blank between them; null for one from a pipe.</summary>
    public string? Command { get; init; }

    /// <summary>The file of its standard output.</summary>
    public string? Output { get; init; }

    /// <summary>The file of its standard error; the same as that of its output unless it has one of its own.</summary>
    public string? Error { get; init; }

    public string? Name { get; init; }

    public string? Comment { get; init; }

    public string? State { get; init; }

    /// <summary>The line that it was read from, for what has no blanks.</summary>
    public required string Line { get; init; }

    /// <summary>The line of one job: for an array, or a heterogeneous job, there is one for all that belong to it.</summary>
    public static JobRecord? Find(string text, long job) =>
        Array.Find(text.Split('\n'), line => line.StartsWith($"JobId={job} ", StringComparison.Ordinal)) is { } line ? Parse(line) : null;

    public static JobRecord Parse(string line) => new()
    {
        Line = line,
        Requeue = Field(line, "Requeue") switch { "1" => true, "0" => false, _ => null },
        Command = Field(line, "Command", " WorkDir="),
        Output = Field(line, "StdOut", " Power=", " TresPerNode="),
        Error = Field(line, "StdErr", " StdIn="),
        Name = Field(line, "JobName", " HetJobIdSet=", " UserId="),
        Comment = Field(line, "Comment", " StdErr="),
        State = Field(line, "JobState"),
    };

    /// <summary>What a field says that holds no blanks.</summary>
    public string? this[string field] => Field(Line, field);

    // A value has no end but the next field: paths may hold blanks.
    private static string? Field(string text, string name, params ReadOnlySpan<string> ends)
    {
        var start = text.IndexOf($" {name}=", StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        var value = text[(start + name.Length + 2)..].TrimEnd();
        var end = -1;
        foreach (var each in ends)
        {
            end = end < 0 ? value.IndexOf(each, StringComparison.Ordinal) : end;
        }

        end = end < 0 ? value.IndexOf(' ', StringComparison.Ordinal) : end;
        value = end < 0 ? value : value[..end];
        return value.TrimEnd() is "" or "(null)" or "N/A" ? null : value.TrimEnd();
    }
}
