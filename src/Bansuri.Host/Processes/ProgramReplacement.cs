using System.Runtime.InteropServices;
using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes;

/// <summary>Puts another program into this process: it keeps the pid, the terminal and the descriptors 0 to 2, and its exit code is ours.</summary>
internal static partial class ProgramReplacement
{
    /// <summary>Returns only when the program could not be executed.</summary>
    /// <param name="arguments">The program, found on PATH, and its arguments.</param>
    /// <returns>Why not.</returns>
    public static unsafe string Execute(IReadOnlyCollection<string> arguments)
    {
        // What the runtime ignores, and what the host does, would be inherited.
        foreach (var ignored in (ReadOnlySpan<int>)[Signals.BrokenPipe, Signals.ProcessorTime, Signals.FileTooLong])
            _ = Libc.SetDisposition(ignored, Signals.Default);
        using var vector = new StringVector(arguments);
        _ = Execute(*vector.Pointer, vector.Pointer);
        return Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "execvp", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int Execute(byte* file, byte** arguments);
}
