namespace Bansuri.Host.Output;

/// <summary>What all tasks' outputs share.</summary>
internal sealed record OutputServices(CapturedFiles Files, IHostLogOutput Log, IOutputNotices Notices, TimeProvider Clock)
{
    public OutputThreads Threads { get; } = new(Clock);
}
