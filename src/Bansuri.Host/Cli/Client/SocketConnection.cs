using System.Net.Sockets;

namespace Bansuri.Host.Cli.Client;

/// <summary>
/// A connection to a host's socket. Where very many clients connect at one instant, or the host is busy, the kernel's queue for them is full
/// and connect(2) says EAGAIN rather than wait, as unix(7) has it; old kernels take 128 of them. A place is free soon.
/// </summary>
internal static class SocketConnection
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <exception cref="SocketException">Nobody listens there, or nobody took us in within ten seconds.</exception>
    public static async ValueTask<Stream> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        while (true)
        {
            // One that was refused cannot be used again.
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException full) when (full.SocketErrorCode is SocketError.WouldBlock or SocketError.TryAgain && time.GetElapsedTime(start) < Patience)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
