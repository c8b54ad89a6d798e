using System.Globalization;

namespace Bansuri.Host.StateDirectory.Kernel;

/// <summary>A process for good, within one boot: its number and field 22 of <c>/proc/PID/stat</c>, the clock ticks from boot to start.</summary>
internal readonly record struct ProcessStamp(int Pid, ulong StartTime)
{
    private const int FieldsBeforeState = 2;
    private const int State = 3;
    private const int StartTimeField = 22;

    public static ProcessStamp Self { get; } = Of(Environment.ProcessId) ?? new(Environment.ProcessId, 0);

    /// <summary>Whether this very process still runs; a zombie has ended.</summary>
    public bool IsAlive => Of(Pid) == this;

    /// <summary>The process that has the number now; null when none does, or only a zombie.</summary>
    public static ProcessStamp? Of(int pid)
    {
        try
        {
            // The name stands in parentheses and may hold any character, parentheses and blanks too.
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return fields[State - FieldsBeforeState - 1] is "Z" or "X"
                ? null
                : new(pid, ulong.Parse(fields[StartTimeField - FieldsBeforeState - 1], CultureInfo.InvariantCulture));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
