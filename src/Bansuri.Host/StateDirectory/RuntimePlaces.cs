using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bansuri.Host.StateDirectory.Kernel;

namespace Bansuri.Host.StateDirectory;

/// <summary>
/// Where the runtime directory may lie: node-local, never on a shared disk. Outside a job <c>$XDG_RUNTIME_DIR/bansuri</c> when that exists
/// and is ours, else <c>/tmp/bansuri-UID</c>; where somebody else was there first, a random name.
/// </summary>
internal sealed record RuntimePlaces(string? Session, string Temporary, uint User)
{
    // Room for "/PID-START/control.sock" below the 107 bytes of a socket's path.
    private const int LongestPath = 70;

    private string Usual => Path.Combine(Temporary, string.Create(CultureInfo.InvariantCulture, $"bansuri-{User}"));

    public static RuntimePlaces Of(Func<string, string?> variable) =>
        new(variable("XDG_RUNTIME_DIR") is { Length: > 0 } session ? session : null, "/tmp", FileFacts.EffectiveUser);

    /// <summary>The directory for a host that starts now; made, 0700, ours.</summary>
    /// <exception cref="IOException">None can be made.</exception>
    public string Open(bool inJob)
    {
        if (!inJob && SessionFolder() is { } session && TryMake(session))
        {
            return session;
        }

        if (TryMake(Usual))
        {
            return Usual;
        }

        var random = $"{Usual}-{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        return TryMake(random) ? random : throw new IOException($"cannot make a runtime directory below '{Temporary}'");
    }

    /// <summary>Every runtime directory of this user that can be trusted: a client may look from a session at a host of a job, and back.</summary>
    public IEnumerable<string> Existing()
    {
        var session = Session is null ? null : Path.Combine(Session, "bansuri");
        var random = Directory.Exists(Temporary) ? Directory.EnumerateDirectories(Temporary, Path.GetFileName(Usual) + "-*") : [];
        return new[] { session, Usual }.Concat(random).OfType<string>().Where(IsOurs);
    }

    private string? SessionFolder()
    {
        if (Session is null || FileFacts.Of(Session) is not { IsDirectory: true } facts || facts.Owner != User)
        {
            return null;
        }

        var folder = Path.Combine(Session, "bansuri");
        return Path.IsPathRooted(folder) && Encoding.UTF8.GetByteCount(folder) <= LongestPath ? folder : null;
    }

    private bool TryMake(string path)
    {
        try
        {
            PrivateFiles.MakeDirectory(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        return IsOurs(path);
    }

    private bool IsOurs(string path) =>
        FileFacts.Of(path) is { IsDirectory: true, Permissions: PrivateFiles.DirectoryMode } facts && facts.Owner == User;
}
