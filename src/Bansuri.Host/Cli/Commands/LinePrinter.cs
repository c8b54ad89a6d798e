using Bansuri.Host.Control.Contracts;

namespace Bansuri.Host.Cli.Commands;

/// <summary>Prints lines of tasks, whole ones, whichever task's comes first.</summary>
/// <param name="terminal">Lines go to its output, what is missing to its errors.</param>
/// <param name="prefixed">The tasks whose lines begin with their names, in colours of their own where there are colours; empty when there is only one.</param>
internal sealed class LinePrinter(Terminal terminal, IReadOnlyList<string> prefixed)
{
    // The codes of ECMA-48 for cyan, yellow, green, magenta, blue and their bright ones: red is what errors are.
    private static readonly int[] Colours = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94];

    // The followers of several tasks meet at one terminal, and no mailbox is worth it: a line must be one step.
    private readonly Lock _turn = new();
    private readonly Dictionary<string, string> _prefixes = prefixed.Distinct()
        .Select((task, place) => (task, text: terminal.Rich ? $"\e[{Colours[place % Colours.Length]}m[{task}]\e[0m " : $"[{task}] "))
        .ToDictionary(pair => pair.task, pair => pair.text, StringComparer.Ordinal);

    /// <summary>From any thread; seen after <see cref="Flush"/> at the latest.</summary>
    public void Print(string task, LogLine line)
    {
        var prefix = _prefixes.GetValueOrDefault(task, "");
        lock (_turn)
        {
            if (line.Missed > 0)
            {
                terminal.Out.Flush();
                terminal.Error.WriteLine($"{prefix}({line.Missed:N0} bytes are missing here: they came faster than they were read)");
                return;
            }

            terminal.Out.Write(prefix);
            terminal.Out.WriteLine(line.Text);
        }
    }

    public void Flush()
    {
        lock (_turn)
        {
            terminal.Out.Flush();
        }
    }
}
