using Bansuri.Host.Output;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Composition;

/// <summary>Tells the host's log of captured files that cannot be written or rotated.</summary>
internal sealed class OutputNotices(ILogger log) : IOutputNotices
{
    public void WriteFailed(string task, string path, string error) => HostEvents.OutputNotWritten(log, task, path, error);

    public void WriteResumed(string task, string path, long dropped) => HostEvents.OutputWrittenAgain(log, task, path, dropped);

    public void RotationFailed(string task, string path, string error) => HostEvents.OutputNotRotated(log, task, path, error);
}
