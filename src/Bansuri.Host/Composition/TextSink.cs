namespace Bansuri.Host.Composition;

/// <summary>Keeps what a command writes, up to a size that no answer of Slurm's reaches.</summary>
internal sealed class TextSink : KeptOutput
{
    private const int Longest = 4 * 1024 * 1024;

    public override string ToString() => Text;

    protected override void Keep(List<byte> kept, ReadOnlySpan<byte> bytes) => kept.AddRange(bytes[..Math.Min(bytes.Length, Longest - kept.Count)]);
}
