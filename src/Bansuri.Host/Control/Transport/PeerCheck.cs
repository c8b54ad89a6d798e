using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Bansuri.Host.Control.Transport;

/// <summary>
/// Lets in this user and root alone. The mode of the socket says the same, but modes can be changed by accident, and SO_PEERCRED
/// (unix(7)) is what the kernel noted when the peer connected.
/// </summary>
internal static partial class PeerCheck
{
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;
    private const uint Root = 0;

    public static ConnectionDelegate Guard(ConnectionDelegate next, Func<uint, bool> admits) => async connection =>
    {
        var socket = connection.Features.Get<IConnectionSocketFeature>()?.Socket;
        if (socket is not null && admits(UserOf(socket)))
        {
            await next(connection);
        }
        else
        {
            connection.Abort(new ConnectionAbortedException("the peer is another user"));
        }
    };

    public static bool IsThisUserOrRoot(uint user) => user == Root || user == EffectiveUser();

    /// <summary>The user id in <c>struct ucred { pid_t pid; uid_t uid; gid_t gid; }</c>.</summary>
    private static uint UserOf(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[12];
        socket.GetRawSocketOption(SolSocket, SoPeerCred, credentials);
        return BitConverter.IsLittleEndian
            ? BinaryPrimitives.ReadUInt32LittleEndian(credentials[4..])
            : BinaryPrimitives.ReadUInt32BigEndian(credentials[4..]);
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint EffectiveUser();
}
