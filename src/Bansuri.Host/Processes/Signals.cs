using Bansuri.Abstractions;

namespace Bansuri.Host.Processes;

/// <summary>The signals that the engine itself sends or prepares for; names are in <see cref="SignalNames"/>.</summary>
internal static class Signals
{
    internal const int Hangup = 1, Interrupt = 2, Kill = 9, Terminate = 15, Child = 17, Continue = 18, Stop = 19;
    internal const int BrokenPipe = 13, ProcessorTime = 24, FileTooLong = 25;

    // Dispositions of signal(2).
    internal const nint Default = 0, Ignored = 1;
}
