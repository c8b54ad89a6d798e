using Bansuri.Host.Output;

namespace Bansuri.Host.Logging;

/// <summary>The log file of <c>host.log.file</c>: grows, rotates and heals like the captured files.</summary>
internal sealed class FileTarget(string path, RotationPolicy rotation, TimeProvider clock) : ILogTarget
{
    private readonly CapturedFile _file = new(path, clock);

    public string? Write(ReadOnlyMemory<byte> lines)
    {
        // The queue's thread is the only one here, so this never waits for a turn.
        var result = _file.AppendAsync(lines, rotation).AsTask().GetAwaiter().GetResult();
        return result.IsComplete ? null : $"{path}: {Posix.ErrorText(result.Errno)}";
    }

    public void Dispose() => _file.Dispose();
}
