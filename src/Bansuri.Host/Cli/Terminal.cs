using System.Text;

namespace Bansuri.Host.Cli;

/// <summary>Where a command writes: results to <see cref="Out"/>, errors to <see cref="Error"/>.</summary>
internal sealed record Terminal(TextWriter Out, TextWriter Error)
{
    /// <summary>False for pipes, <c>NO_COLOR</c> and <c>TERM=dumb</c>: no escape sequence is ever written.</summary>
    public bool Rich { get; init; }

    /// <summary>Whole characters to <see cref="Out"/>, at once and as they are: of a flood, nothing is decoded that is only passed on.</summary>
    public void Write(ReadOnlySpan<byte> utf8)
    {
        if (Out is StreamWriter writer)
        {
            writer.Flush();
            writer.BaseStream.Write(utf8);
        }
        else
        {
            Out.Write(Encoding.UTF8.GetString(utf8));
        }
    }
}
