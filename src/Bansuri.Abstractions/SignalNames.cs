using System.Collections.Immutable;
using System.Globalization;

namespace Bansuri.Abstractions;

/// <summary>The signals of Linux by name and number (signal(7), x86 and arm).</summary>
internal static class SignalNames
{
    private static readonly ImmutableArray<string> ByNumber =
    [
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT",
        "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ];

    private const int Last = 64;

    /// <summary><c>TERM</c>, <c>SIGTERM</c>, <c>sigterm</c> or <c>15</c>.</summary>
    public static bool TryParse(string text, out int number)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            return number is > 0 and <= Last;
        }

        var name = text.ToUpperInvariant();
        number = ByNumber.IndexOf(name.StartsWith("SIG", StringComparison.Ordinal) ? name[3..] : name);
        return number > 0;
    }

    /// <summary>The name as kill(1) and Slurm's logs write it: <c>SIGTERM</c>; <c>SIG40</c> for a real-time signal.</summary>
    public static string Format(int number) =>
        number > 0 && number < ByNumber.Length ? "SIG" + ByNumber[number] : string.Create(CultureInfo.InvariantCulture, $"SIG{number}");
}
