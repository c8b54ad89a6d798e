using System.Buffers.Text;

namespace Bansuri.Host.Processes.Finding;

/// <summary>The clock of field 22: ticks since the boot, suspended time included.</summary>
internal static class BootClock
{
    /// <summary>USER_HZ, which is 100 on every architecture that .NET runs on.</summary>
    internal const int TicksPerSecond = 100;

    /// <summary>Now, rounded up: whatever was started by now has a start time of at most this.</summary>
    internal static ulong Now()
    {
        var text = File.ReadAllBytes("/proc/uptime");
        return Utf8Parser.TryParse(text, out double seconds, out _) ? (ulong)Math.Ceiling(seconds * TicksPerSecond) + 1 : 0;
    }
}
