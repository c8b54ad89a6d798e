using Bansuri.Host.Output;
using Microsoft.Win32.SafeHandles;

namespace Bansuri.Host.Logging;

/// <summary>Standard output, which is Slurm's <c>master_%j.log</c> under sbatch.</summary>
internal sealed class ConsoleTarget(int descriptor) : ILogTarget
{
    private readonly SafeFileHandle _handle = new(descriptor, ownsHandle: false);

    public string? Write(ReadOnlyMemory<byte> lines)
    {
        while (!lines.IsEmpty)
        {
            var error = Posix.Write(_handle, lines.Span, out var written);
            lines = lines[written..];
            if (error == Posix.EAGAIN)
            {
                Posix.WaitWritable(_handle);
            }
            else if (error != 0)
            {
                return Posix.ErrorText(error);
            }
        }

        return null;
    }

    public void Dispose() => _handle.Dispose();
}
