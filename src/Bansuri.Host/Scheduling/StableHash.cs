using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Bansuri.Host.Scheduling;

/// <summary>
/// A number for a text that is the same in every process, release and machine, unlike <see cref="string.GetHashCode()"/>.
/// </summary>
internal static class StableHash
{
    public static ulong Of(string text) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>From 0 up to, but not including, 1.</summary>
    public static double Fraction(string text) => (Of(text) >> 11) * (1.0 / (1UL << 53));
}
