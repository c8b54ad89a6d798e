using System.Buffers.Binary;
using System.Reflection.PortableExecutable;

namespace Bansuri.Host.Plugins;

/// <summary>
/// Whether a library is there to its last byte. A file that is still being copied looks settled when its copy stalls; half of a native
/// library, once it is loaded, ends the host with SIGBUS.
/// </summary>
internal static class FileCompleteness
{
    private const int ElfHeader = 64;

    /// <summary>What is no library, or none of a kind that says how long it is, counts as whole.</summary>
    public static bool IsWhole(string path)
    {
        using var file = File.OpenRead(path);
        return path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? IsWholeAssembly(file) : IsWholeElf(file);
    }

    private static bool IsWholeAssembly(FileStream file)
    {
        // A copy begins with an empty file.
        if (file.Length == 0)
        {
            return false;
        }

        if (file.ReadByte() != 'M' || file.ReadByte() != 'Z')
        {
            return true;
        }

        file.Position = 0;
        try
        {
            using var image = new PEReader(file, PEStreamOptions.LeaveOpen);
            return image.PEHeaders.SectionHeaders.All(section => section.PointerToRawData + (long)section.SizeOfRawData <= file.Length);
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    // The 64-bit little-endian header: tables of segments and of sections, the second at the end of the file (System V ABI, "ELF Header").
    private static bool IsWholeElf(FileStream file)
    {
        var header = new byte[ElfHeader];
        var read = file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (read < 4 || !header.AsSpan(0, 4).SequenceEqual("\u007fELF"u8))
        {
            return true;
        }

        return read == ElfHeader
            && End(header, table: 32, sizes: 54) <= (ulong)file.Length
            && End(header, table: 40, sizes: 58) <= (ulong)file.Length
            && AreWholeSegments(file, header);
    }

    private static bool AreWholeSegments(FileStream file, byte[] header)
    {
        var size = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(54));
        var segments = new byte[size * BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(56))];
        file.Position = (long)BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(32));
        file.ReadExactly(segments);
        for (var at = 0; size >= 56 && at < segments.Length; at += size)
        {
            var end = BinaryPrimitives.ReadUInt64LittleEndian(segments.AsSpan(at + 8)) + BinaryPrimitives.ReadUInt64LittleEndian(segments.AsSpan(at + 32));
            if (end > (ulong)file.Length)
            {
                return false;
            }
        }

        return true;
    }

    // The offset of a table; then the size of an entry and their number.
    private static ulong End(byte[] header, int table, int sizes) =>
        BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(table))
        + ((ulong)BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(sizes)) * BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(sizes + 2)));
}
