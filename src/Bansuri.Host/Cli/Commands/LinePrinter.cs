using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Bansuri.Host.Control;

namespace Bansuri.Host.Cli.Commands;

/// <summary>Prints lines of tasks, whole ones, whichever task's comes first.</summary>
/// <param name="terminal">Lines go to its output, what is missing to its errors.</param>
/// <param name="prefixed">The tasks whose lines begin with their names, in colours of their own where there are colours; empty when there is only one.</param>
internal sealed class LinePrinter(Terminal terminal, IReadOnlyList<string> prefixed)
{
    // The codes of ECMA-48 for cyan, yellow, green, magenta, blue and their bright ones: red is what errors are.
    private static readonly int[] Colours = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94];

    // The followers of several tasks meet at one terminal, and no mailbox is worth it: what came at once must be one step.
    private readonly Lock _turn = new();
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly Dictionary<string, byte[]> _prefixes = prefixed.Distinct()
        .Select((task, place) => (task, text: terminal.Rich ? $"\e[{Colours[place % Colours.Length]}m[{task}]\e[0m " : $"[{task}] "))
        .ToDictionary(pair => pair.task, pair => Encoding.UTF8.GetBytes(pair.text), StringComparer.Ordinal);

    /// <summary>From any thread. One write for all that has come, where nothing is missing.</summary>
    /// <param name="task">Whose lines.</param>
    /// <param name="lines">As <see cref="LogText"/> has them on the wire.</param>
    public void Print(string task, ReadOnlySpan<byte> lines)
    {
        var prefix = _prefixes.GetValueOrDefault(task, []);
        lock (_turn)
        {
            while (lines.IndexOf(LogText.GapMark) is var gap and >= 0)
            {
                Write(prefix, lines[..gap]);
                _ = Utf8Parser.TryParse(lines[(gap + 1)..], out long missed, out var length);
                terminal.Error.WriteLine($"{Encoding.UTF8.GetString(prefix)}({missed:N0} bytes are missing here: they came faster than they were read)");
                lines = lines[Math.Min(gap + 1 + length + 1, lines.Length)..];
            }

            Write(prefix, lines);
        }
    }

    private void Write(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> lines)
    {
        if (prefix.IsEmpty || lines.IsEmpty)
        {
            terminal.Write(lines);
            return;
        }

        _text.ResetWrittenCount();
        for (var length = 0; !lines.IsEmpty; lines = lines[length..])
        {
            length = lines.IndexOf((byte)'\n') is var end and >= 0 ? end + 1 : lines.Length;
            _text.Write(prefix);
            _text.Write(lines[..length]);
        }

        terminal.Write(_text.WrittenSpan);
    }
}
