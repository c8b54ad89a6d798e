using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Nodes;
using Bansuri.Abstractions.Readers;
using Bansuri.Host.Configuration;

namespace Bansuri.Host.Tests.Configuration;

/// <summary>Texts that number parsers and patterns know more about than their callers.</summary>
public sealed class HostileValueTests
{
    public static TheoryData<string> Texts =>
    [
        "Infinity", "-Infinity", "NaN", "∞", "-∞", "1e400", "-1", "-0", "+1", "", " ", "\n", "1\n", "90s\n", "x\n", "٣", "٣s", "٣m", "PT٣S", "٣-00:00:00", "٣k", "0x10", "1_000",
        new string('9', 400), new string('9', 400) + "s", new string('9', 400) + "G", "P" + new string('9', 400) + "D", "9223372036854775807", "-9223372036854775808", "18446744073709551616",
        "999999999999999-00:00:00", "signal:", "signal:٣", "RTMIN+99999999999", "0-99999999999", "٣-٤", "0o", "0o٧", "$", "${", "\0", "\uD800", "a\0b",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_reader_takes_or_refuses_every_text(string text)
    {
        Assert.All(KeyTable.All.Concat(HostKeys.Rows.All), key =>
        {
            ConfigNode scalar = new ScalarNode(text, Quoted: true, SourceSpan.None);
            ConfigNode[] shapes = [scalar, new SequenceNode([scalar], SourceSpan.None), .. new[] { "task", "signal", "before", "exec", "http", "tcp", "file", "log", "notify", "delay", text }.Select(field =>
                new MappingNode([new MappingEntry(new ScalarNode(field, Quoted: true, SourceSpan.None), scalar)], SourceSpan.None))];
            foreach (var shape in shapes)
            {
                var reported = 0;
                var read = key.TryRead(shape, new ReadContext(key.Name, "t", "/srv", _ => null, _ => reported++), out var value);

                Assert.NotEqual(read, reported > 0);
                Assert.True(!read || key.Format(value) is not null);
            }
        });
    }
}
