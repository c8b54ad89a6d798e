using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;
using Bansuri.Host.Configuration.Trust;

namespace Bansuri.Host.Configuration.Sources;

/// <summary>One read of one file: its bytes, or why there are none.</summary>
/// <param name="Path">The absolute path, links unresolved.</param>
/// <param name="Bytes">What was read; null when it could not be.</param>
/// <param name="Problem">Why not.</param>
internal sealed record SourceFile(string Path, byte[]? Bytes, Diagnostic? Problem)
{
    // Room for what is appended meanwhile, and for file systems that do not tell the length. More of it is found by the next read.
    private const int Growth = 4096;

    /// <summary>Equal for reads of equal content, and for reads that failed alike.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes ?? System.Text.Encoding.UTF8.GetBytes(Problem?.Message ?? "")));

    public static SourceFile Read(string path)
    {
        if (FileStatus.Of(path) is not { } status)
        {
            var reason = Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
            return Unreadable(path, $"the file cannot be read: {reason}");
        }

        // Opening a pipe would wait for its writer, and a device may never end.
        if (!status.IsRegular)
        {
            return Unreadable(path, status.IsDirectory ? "this is a folder, not a file" : "this is not a regular file");
        }

        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var told = new byte[Math.Min(stream.Length, NodeLimits.Bytes)];
            var length = stream.ReadAtLeast(told, told.Length, throwOnEndOfStream: false);
            Span<byte> more = stackalloc byte[Growth];
            more = more[..stream.ReadAtLeast(more, Growth, throwOnEndOfStream: false)];
            return length + more.Length > NodeLimits.Bytes
                ? new SourceFile(path, null, new Diagnostic(Codes.TooLarge, $"the file is larger than {NodeLimits.Bytes >> 20} MiB", At(path)))
                : new SourceFile(path, length == told.Length && more.IsEmpty ? told : [.. told.AsSpan(0, length), .. more], null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Unreadable(path, failure is UnauthorizedAccessException ? "the file cannot be read: Permission denied" : "the file cannot be read: " + failure.Message);
        }
    }

    private static SourceFile Unreadable(string path, string reason) => new(path, null, new Diagnostic(Codes.Unreadable, reason, At(path)));

    private static SourceSpan At(string path) => new(path, 0, 0, 0);
}
