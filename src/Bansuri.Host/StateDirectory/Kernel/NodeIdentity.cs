namespace Bansuri.Host.StateDirectory.Kernel;

/// <summary>Where process numbers mean something: on one node, within one boot, in one namespace (containers have their own).</summary>
internal sealed record NodeIdentity(string Host, string BootId, string PidNamespace)
{
    public static NodeIdentity Read() => new(
        Environment.MachineName,
        ReadLine("/proc/sys/kernel/random/boot_id"),
        new FileInfo("/proc/self/ns/pid").LinkTarget ?? "");

    private static string ReadLine(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
