using System.Text;

namespace Bansuri.Host.Tests.Configuration.Fuzz;

/// <summary>Samples with their bytes cut, flipped and moved.</summary>
public sealed class ByteTests : IDisposable
{
    private readonly FuzzFolder _folder = new();

    public static TheoryData<string> Names => [.. Samples.All.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_that_ends_anywhere_is_read_to_its_end(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(Samples.All[name]);
        for (var length = 0; length < bytes.Length; length++)
        {
            _folder.Load(bytes[..length], "cut" + Path.GetExtension(name));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_with_other_bytes_is_read_to_its_end(string name)
    {
        var dice = new Random(name.Length);
        var original = Encoding.UTF8.GetBytes(Samples.All[name]);
        for (var round = 0; round < 60 * FuzzFolder.Effort; round++)
        {
            var bytes = original.ToList();
            for (var change = dice.Next(1, 6); change > 0; change--)
            {
                Spoil(bytes, dice);
            }

            _folder.Load([.. bytes], "spoilt" + (dice.Next(3) == 0 ? "" : Path.GetExtension(name)));
        }
    }

    private static void Spoil(List<byte> bytes, Random dice)
    {
        var at = dice.Next(bytes.Count);
        switch (dice.Next(6))
        {
            case 0:
                bytes[at] ^= (byte)(1 << dice.Next(8));
                break;
            case 1:
                bytes[at] = bytes[dice.Next(bytes.Count)];
                break;
            case 2:
                bytes.RemoveRange(at, Math.Min(bytes.Count - at, dice.Next(1, 20)));
                bytes.Add((byte)'\n');
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, dice.Next(1, 40))));
                break;
            default:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(Odd[dice.Next(Odd.Length)]));
                break;
        }
    }

    private static readonly string[] Odd =
    [
        "\0", "\r", "\r\n", "\n", "\t", "\u2028", "\u2029", "\u0085", "\uFEFF", "\u00A0", "😀", "\u0007", "\\", "\"", "'", "*", "&a ", "*a", "!!int ", "!x ", "<<: ", "? ", "- ", ": ", "| ", ">-\n", "%YAML 1.1\n", "---\n", "...\n",
        "{", "}", "[", "]", ",", "#", "@", "`", "\\ud800", "${", "}", "$$", "-1", "1e999", "99999999999999999999", "\u0663", "null", "~",
    ];
}
