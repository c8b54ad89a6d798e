using System.Buffers;
using System.Text;

namespace Bansuri.Host.Processes.Finding;

/// <summary>The two variables by which a process says whose it is.</summary>
internal readonly record struct EnvironmentMarks(string? RunId, string? JobId)
{
    // The kernel allows more, but an environment beyond this is read only so far.
    private const int Largest = 4 << 20;

    /// <summary>Reads the environment with which the process was executed; nothing when it belongs to somebody else.</summary>
    internal static EnvironmentMarks Read(int pid, ref byte[] buffer) => Parse(Bytes(pid, ref buffer));

    /// <summary>What a process was told of its host: the control socket of that, and the name of its task.</summary>
    internal static (string? Socket, string? Task) ReadHost(int pid, ref byte[] buffer)
    {
        var environment = Bytes(pid, ref buffer);
        return (Value(environment, "BANSURI_SOCKET="u8), Value(environment, "BANSURI_TASK="u8));
    }

    private static ReadOnlySpan<byte> Bytes(int pid, ref byte[] buffer)
    {
        int length;
        while ((length = ProcFile.Read(pid, "environ"u8, buffer)) == buffer.Length && length < Largest)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(length * 4);
        }

        return buffer.AsSpan(0, Math.Max(0, length));
    }

    internal static EnvironmentMarks Parse(ReadOnlySpan<byte> environment) =>
        new(Value(environment, "BANSURI_RUN_ID="u8), Value(environment, "SLURM_JOB_ID="u8));

    private static string? Value(ReadOnlySpan<byte> environment, ReadOnlySpan<byte> name)
    {
        var at = 0;
        while (environment[at..].IndexOf(name) is var found and >= 0)
        {
            at += found;
            // Only at the start of an entry: the text may stand inside another value.
            if (at == 0 || environment[at - 1] == 0)
            {
                var value = environment[(at + name.Length)..];
                var end = value.IndexOf((byte)0);
                return Encoding.UTF8.GetString(end < 0 ? value : value[..end]);
            }

            at += name.Length;
        }

        return null;
    }
}
