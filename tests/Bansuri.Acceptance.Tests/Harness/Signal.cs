using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Bansuri.Acceptance.Tests.Harness;

/// <summary>kill(2), for processes that a test has started.</summary>
internal static partial class Signal
{
    public const int Hup = 1;
    public const int Int = 2;
    public const int Quit = 3;
    public const int Kill = 9;
    public const int Usr1 = 10;
    public const int Usr2 = 12;
    public const int Term = 15;

    public static void Send(int pid, int signal)
    {
        if (SysKill(pid, signal) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>As <see cref="Send"/>, for one that may have ended meanwhile.</summary>
    public static void TrySend(int pid, int signal) => _ = SysKill(pid, signal);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SysKill(int pid, int signal);
}
