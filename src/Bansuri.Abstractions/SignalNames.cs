using System.Globalization;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions;

/// <summary>Signal names and numbers of Linux on x86-64 and arm64: <c>TERM</c>, <c>SIGTERM</c>, <c>sigterm</c> and <c>15</c> are the same.</summary>
internal static class SignalNames
{
    private const int FirstRealTime = 34, Last = 64;

    private static readonly string[] Names =
    [
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM",
        "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ];

    // Filled by hand: what makes a frozen one out of sequences took longer to compile than all else that is new at the first restart of a host.
    private static readonly Dictionary<string, int> Numbers = Numbered();

    /// <summary>What <see cref="TryParse"/> takes, for the schema.</summary>
    public static string Pattern => $"(?:{JsonShape.AnyCase("SIG")})?(?:{string.Join('|', Numbers.Keys.Order(StringComparer.Ordinal).Select(JsonShape.AnyCase))}|{JsonShape.AnyCase("RTMIN")}[+](?:[12]?[0-9]|30))|0*(?:[1-9]|[1-5][0-9]|6[0-4])";

    /// <summary>The names in the way in which a text has them: with SIG or without.</summary>
    public static IEnumerable<string> Spellings(string like) => like.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? Names.Skip(1).Select(name => "SIG" + name) : Names.Skip(1);

    /// <summary>The name as logs show it: <c>SIGTERM</c>, <c>SIGRTMIN+3</c>.</summary>
    public static string Format(int signal) => signal switch
    {
        > 0 when signal < Names.Length => "SIG" + Names[signal],
        FirstRealTime => "SIGRTMIN",
        > FirstRealTime and <= Last => string.Create(CultureInfo.InvariantCulture, $"SIGRTMIN+{signal - FirstRealTime}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"signal {signal}"),
    };

    /// <summary>Reads a name, with or without <c>SIG</c>, or a number from 1 to 64.</summary>
    public static bool TryParse(string text, out int signal)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out signal))
        {
            return signal is >= 1 and <= Last;
        }

        var name = text.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? text[3..] : text;
        return Numbers.TryGetValue(name, out signal)
            || (name.StartsWith("RTMIN+", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(name.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var above)
                && (signal = FirstRealTime + above) <= Last);
    }

    private static Dictionary<string, int> Numbered()
    {
        var numbers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)
        {
            ["IOT"] = 6,
            ["CLD"] = 17,
            ["POLL"] = 29,
            ["RTMIN"] = FirstRealTime,
            ["RTMAX"] = Last,
        };
        for (var signal = 1; signal < Names.Length; signal++)
        {
            numbers.Add(Names[signal], signal);
        }

        return numbers;
    }
}
