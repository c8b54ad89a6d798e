namespace Bansuri.Host.Slurm;

/// <summary>How a job was submitted, from <c>scontrol show job ID -o</c>.</summary>
internal sealed record JobRecord
{
    /// <summary>It may be requeued; null where Slurm does not say.</summary>
    public bool? Requeue { get; init; }

    /// <summary>The script with its arguments, a blank between them; null for one from a pipe.</summary>
    public string? Command { get; init; }

    /// <summary>The file of its standard output.</summary>
    public string? Output { get; init; }

    public string? State { get; init; }

    public static JobRecord Parse(string text) => new()
    {
        Requeue = Field(text, "Requeue") switch { "1" => true, "0" => false, _ => null },
        Command = Field(text, "Command", " WorkDir="),
        Output = Field(text, "StdOut", " Power=", " TresPerNode="),
        State = Field(text, "JobState"),
    };

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
        return value is "" or "(null)" or "N/A" ? null : value;
    }
}
