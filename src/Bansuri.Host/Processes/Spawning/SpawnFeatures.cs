using System.Runtime.InteropServices;

namespace Bansuri.Host.Processes.Spawning;

/// <summary>What this C library's posix_spawn can do.</summary>
/// <param name="CloseFrom">glibc 2.34. Without it the host relies on close-on-exec, which the runtime and the engine set on all they open.</param>
/// <param name="ChangeDirectory">glibc 2.29. Without it (RHEL 8 has 2.28) the shell prefix changes the directory.</param>
internal sealed record SpawnFeatures(bool CloseFrom, bool ChangeDirectory)
{
    internal static SpawnFeatures Detect()
    {
        var main = NativeLibrary.GetMainProgramHandle();
        return new(
            NativeLibrary.TryGetExport(main, "posix_spawn_file_actions_addclosefrom_np", out _),
            NativeLibrary.TryGetExport(main, "posix_spawn_file_actions_addchdir_np", out _));
    }
}
