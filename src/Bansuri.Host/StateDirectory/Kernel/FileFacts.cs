using System.Runtime.InteropServices;

namespace Bansuri.Host.StateDirectory.Kernel;

/// <summary>What lstat(2) says and .NET does not: whose a file is, and whether it is a link.</summary>
/// <param name="Owner">The user id.</param>
/// <param name="Mode">Type and permissions, as in <c>st_mode</c>.</param>
/// <param name="Links">How many names it has.</param>
internal readonly partial record struct FileFacts(uint Owner, ushort Mode, uint Links)
{
    private const int AtFdCwd = -100;
    private const int AtSymlinkNoFollow = 0x100;
    private const uint BasicStats = 0x7ff;
    private const int TypeBits = 0xF000;
    private const int DirectoryType = 0x4000;
    private const UnixFileMode Everybody = (UnixFileMode)0x1FF;

    public bool IsDirectory => (Mode & TypeBits) == DirectoryType;

    public UnixFileMode Permissions => (UnixFileMode)Mode & Everybody;

    public static uint EffectiveUser { get; } = GetEffectiveUser();

    /// <summary>Null when there is nothing, or nothing that may be looked at.</summary>
    public static FileFacts? Of(string path) =>
        Statx(AtFdCwd, path, AtSymlinkNoFollow, BasicStats, out var facts) == 0 ? new(facts.Owner, facts.Mode, facts.Links) : null;

    // statx(2) rather than lstat: its structure is the same on every architecture and C library.
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int directory, string path, int flags, uint mask, out StatxBuffer facts);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint GetEffectiveUser();

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatxBuffer
    {
        [FieldOffset(16)]
        public uint Links;

        [FieldOffset(20)]
        public uint Owner;

        [FieldOffset(28)]
        public ushort Mode;
    }
}
