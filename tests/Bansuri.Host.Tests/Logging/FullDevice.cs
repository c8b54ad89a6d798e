using Bansuri.Host.Logging;
using Microsoft.Win32.SafeHandles;

namespace Bansuri.Host.Tests.Logging;

/// <summary>A console that takes nothing: /dev/full.</summary>
internal sealed class FullDevice : ILogTarget
{
    private readonly SafeFileHandle _device = File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
    private readonly ConsoleTarget _console;

    public FullDevice() => _console = new ConsoleTarget((int)_device.DangerousGetHandle());

    public string? Write(ReadOnlyMemory<byte> lines) => _console.Write(lines);

    public void Dispose()
    {
        _console.Dispose();
        _device.Dispose();
    }
}
