using System.Runtime.InteropServices;

namespace Bansuri.Host.Configuration.Trust;

/// <summary>Who this process is, and the names of users and groups from wherever this machine has them.</summary>
internal static partial class Accounts
{
    private const int Buffer = 1 << 16;

    public static uint Self => EffectiveUser();

    /// <summary>Whether the group is the private one of the user: the one that is named as the user.</summary>
    public static bool IsPrivateGroup(uint group, uint user) => Name(group, FindGroup) is { } name && name == Name(user, FindUser);

    private delegate int Finder(uint id, Span<byte> entry, Span<byte> buffer, nint length, out nint result);

    // Both structs begin with the pointer to the name, and neither is larger than 64 bytes.
    private static string? Name(uint id, Finder find)
    {
        Span<byte> entry = stackalloc byte[128];
        var buffer = new byte[Buffer];
        unsafe
        {
            fixed (byte* pinned = buffer)
            {
                return find(id, entry, buffer, Buffer, out var result) == 0 && result != 0
                    ? Marshal.PtrToStringUTF8(MemoryMarshal.Read<nint>(entry))
                    : null;
            }
        }
    }

    private static int FindUser(uint id, Span<byte> entry, Span<byte> buffer, nint length, out nint result) => GetUser(id, entry, buffer, length, out result);

    private static int FindGroup(uint id, Span<byte> entry, Span<byte> buffer, nint length, out nint result) => GetGroup(id, entry, buffer, length, out result);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "getpwuid_r")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetUser(uint id, Span<byte> entry, Span<byte> buffer, nint length, out nint result);

    [LibraryImport("libc", EntryPoint = "getgrgid_r")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetGroup(uint id, Span<byte> entry, Span<byte> buffer, nint length, out nint result);
}
