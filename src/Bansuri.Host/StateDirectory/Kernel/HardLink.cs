using System.Runtime.InteropServices;

namespace Bansuri.Host.StateDirectory.Kernel;

/// <summary>link(2): the one call that makes a file with its whole content or not at all, on NFS and Lustre too.</summary>
internal static partial class HardLink
{
    private const int FileExists = 17;

    /// <returns>False when the name is taken.</returns>
    /// <exception cref="IOException">Anything else, in strerror's words.</exception>
    public static bool TryMake(string existing, string name)
    {
        if (Link(existing, name) == 0)
        {
            return true;
        }

        // An NFS server may have carried out a call whose answer was lost, and says "exists" to its repetition: two names tell the truth
        // (open(2), O_EXCL).
        var error = Marshal.GetLastPInvokeError();
        if (FileFacts.Of(existing) is { Links: 2 })
        {
            return true;
        }

        return error == FileExists ? false : throw new IOException($"cannot link '{name}': {Marshal.GetPInvokeErrorMessage(error)}");
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string existing, string name);
}
