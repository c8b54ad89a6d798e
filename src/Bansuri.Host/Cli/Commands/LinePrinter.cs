using Bansuri.Host.Control.Contracts;

namespace Bansuri.Host.Cli.Commands;

/// <summary>Prints lines of tasks, whole ones, whichever task's comes first.</summary>
internal sealed class LinePrinter(Terminal terminal, bool prefixed)
{
    // The followers of several tasks meet at one terminal, and no mailbox is worth it: line and flush must be one step.
    private readonly Lock _turn = new();

    public void Print(string task, IEnumerable<LogLine> lines)
    {
        foreach (var line in lines)
        {
            Write(task, line);
        }
    }

    /// <summary>Prints a line that has just come; from any thread.</summary>
    public void PrintNow(string task, LogLine line)
    {
        lock (_turn)
        {
            Write(task, line);
            terminal.Out.Flush();
        }
    }

    private void Write(string task, LogLine line)
    {
        var prefix = prefixed ? $"[{task}] " : "";
        if (line.Missed > 0)
        {
            terminal.Error.WriteLine($"{prefix}({line.Missed} lines missed)");
        }

        terminal.Out.Write(prefix);
        terminal.Out.WriteLine(line.Text);
    }
}
