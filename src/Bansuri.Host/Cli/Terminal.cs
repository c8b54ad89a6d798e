namespace Bansuri.Host.Cli;

/// <summary>Where a command writes: results to <see cref="Out"/>, errors to <see cref="Error"/>.</summary>
internal sealed record Terminal(TextWriter Out, TextWriter Error)
{
    /// <summary>False for pipes, <c>NO_COLOR</c> and <c>TERM=dumb</c>: no escape sequence is ever written.</summary>
    public bool Rich { get; init; }
}
