using Bansuri.Host.Processes.Spawning;

namespace Bansuri.Host.Processes.Kernel;

/// <summary>A set of processors as sched_setaffinity(2) takes it.</summary>
internal sealed unsafe class CpuMask
{
    // The kernel takes a mask that is longer than its own, and cuts it.
    private readonly byte[] _bits = new byte[CpuList.Most / 8];

    internal static CpuMask Of(string list)
    {
        var mask = new CpuMask();
        foreach (var cpu in CpuList.Expand(list))
        {
            // The kernel reads words of 64 bits; on little-endian machines, and we run on no others, that is a string of bytes.
            mask._bits[cpu / 8] |= (byte)(1 << (cpu % 8));
        }

        return mask;
    }

    /// <summary>Those that this process may run on.</summary>
    internal static CpuMask OfThisProcess()
    {
        var mask = new CpuMask();
        fixed (byte* bits = mask._bits)
        {
            // Of the main thread: any other may have been set apart.
            _ = Libc.GetAffinity(Environment.ProcessId, (nuint)mask._bits.Length, bits);
        }

        return mask;
    }

    /// <returns>Zero, or -1 with the error number set.</returns>
    internal int Apply(int thread)
    {
        fixed (byte* bits = _bits)
        {
            return Libc.SetAffinity(thread, (nuint)_bits.Length, bits);
        }
    }
}
