using System.Text;
using Bansuri.Abstractions;
using Microsoft.Win32.SafeHandles;

namespace Bansuri.Host.Isolation;

/// <summary>
/// The task's output in the child host: its streams, as what the plugin's code writes to the console goes there too. Without a buffer, so that the
/// order of both is kept and a crash loses nothing.
/// </summary>
internal sealed class ChildOutput : ITaskOutput, IDisposable
{
    private readonly FileStream _stdout = Open(1);
    private readonly FileStream _stderr = Open(2);

    public void WriteLine(string line) => Write(_stdout, line);

    public void WriteErrorLine(string line) => Write(_stderr, line);

    public void Dispose()
    {
        _stdout.Dispose();
        _stderr.Dispose();
    }

    private static FileStream Open(int descriptor) => new(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);

    private static void Write(FileStream stream, string line)
    {
        try
        {
            stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
        }
        catch (IOException)
        {
            // The host is gone, which the channel tells.
        }
    }
}
