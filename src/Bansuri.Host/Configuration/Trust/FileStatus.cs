using System.Runtime.InteropServices;

namespace Bansuri.Host.Configuration.Trust;

/// <summary>What stat(2) knows and .NET does not tell: owner, group and kind. Links are followed.</summary>
internal readonly partial record struct FileStatus(uint Mode, uint Owner, uint Group)
{
    private const int AtCurrentDirectory = -100;
    private const uint BasicStats = 0x7ff;

    public bool IsRegular => (Mode & 0xF000) == 0x8000;

    public bool IsDirectory => (Mode & 0xF000) == 0x4000;

    public bool IsSticky => (Mode & 0x200) != 0;

    public bool IsGroupWritable => (Mode & 0x10) != 0;

    public bool IsWorldWritable => (Mode & 0x2) != 0;

    /// <summary>The status, or null when there is nothing to be seen; <see cref="Marshal.GetLastPInvokeError"/> says why.</summary>
    public static FileStatus? Of(string path) =>
        StatX(AtCurrentDirectory, path, 0, BasicStats, out var raw) == 0 ? new FileStatus(raw.Mode, raw.Owner, raw.Group) : null;

    // statx(2), because its layout is the same on every architecture; stat's is not.
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int StatX(int directory, string path, int flags, uint mask, out Raw status);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Raw
    {
        [FieldOffset(20)]
        public uint Owner;

        [FieldOffset(24)]
        public uint Group;

        [FieldOffset(28)]
        public ushort Mode;
    }
}
