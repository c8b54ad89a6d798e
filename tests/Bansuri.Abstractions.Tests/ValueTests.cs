using Bansuri.Abstractions.Binding;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Nodes;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions.Tests;

public sealed class ValueTests
{
    [Theory]
    [InlineData("250ms", 0.25)]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("1h30m", 5400)]
    [InlineData("2d", 172800)]
    [InlineData("2d12h", 216000)]
    [InlineData("1h 30min 5 s 20ms", 5405.02)]
    [InlineData(" 0.5h ", 1800)]
    [InlineData("1.5d2.25m", 129735)]
    [InlineData("PT2H", 7200)]
    [InlineData("P1DT1M", 86460)]
    [InlineData("1-02:03:04", 93784)]
    [InlineData("300", 300)]
    [InlineData("1.5", 1.5)]
    [InlineData("0", 0)]
    public void A_duration_is_read(string text, double seconds)
    {
        Assert.True(Durations.TryParse(text, out var value));
        Assert.Equal(seconds, value.TotalSeconds);
        Assert.True(Durations.TryParse(Durations.Format(value), out var again));
        Assert.Equal(value, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-5s")]
    [InlineData("5 parsecs")]
    [InlineData("5m1h")]
    [InlineData("1.5ms")]
    [InlineData("1.h")]
    [InlineData("5 m i n")]
    [InlineData("1e400")]
    [InlineData("99999999d")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("-Infinity")]
    [InlineData("NaN")]
    [InlineData("\u0663s")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(Durations.TryParse(text, out _));

    [Theory]
    [InlineData("512MiB", 536870912)]
    [InlineData("4G", 4294967296)]
    [InlineData("100kB", 100000)]
    [InlineData("1024", 1024)]
    [InlineData("1.5K", 1536)]
    public void A_size_is_read(string text, long bytes)
    {
        Assert.True(Sizes.TryParse(text, out var value));
        Assert.Equal(bytes, value);
    }

    [Theory]
    [InlineData("shedule-cron", "schedule-cron")]
    [InlineData("tiemout", "timeout")]
    [InlineData("nmae", "name")]
    [InlineData("frobnicate", null)]
    [InlineData("x", null)]
    public void The_nearest_key_is_the_one_that_was_meant(string written, string? expected) => Assert.Equal(expected, Spelling.Nearest(written, KeyTable.Spellings));

    [Theory]
    [InlineData("${A}", "one")]
    [InlineData("${NONE}", "")]
    [InlineData("${NONE:-two}", "two")]
    [InlineData("${NONE:-${A}}", "one")]
    [InlineData("$$A", "$A")]
    [InlineData("a $ b $A", "a $ b $A")]
    [InlineData("${A:?must be set}", "one")]
    public void Variables_are_expanded(string text, string expected)
    {
        Assert.True(Expansion.TryExpand(text, name => name == "A" ? "one" : null, out var expanded, out _));
        Assert.Equal(expected, expanded);
    }

    [Fact]
    public void Every_key_says_what_it_is_for_and_what_it_allows() => Assert.All(KeyTable.All, key =>
    {
        Assert.NotEmpty(key.Help);
        Assert.NotEmpty(key.Allowed);
        Assert.DoesNotContain('\n', key.Help);
        Assert.Equal(key.Name, key.Name.ToLowerInvariant());
        Assert.NotNull(System.Text.Json.Nodes.JsonNode.Parse(key.Shape.Schema));
    });

    [Fact]
    public void A_default_that_is_written_out_reads_as_the_default() => Assert.All(KeyTable.All.Where(key => key.DefaultText.StartsWith('`')), key =>
    {
        var text = key.DefaultText.Split('`')[1];
        ConfigNode node = text.StartsWith('[') ? new SequenceNode([.. text.Trim('[', ']').Split(", ").Select(Scalar)], SourceSpan.None) : Scalar(text);
        var defaults = new KeyDefaults(new WrittenValues(KeyTable.Rows), new HostDefaults("/srv", HostDefaults.DefaultGracePeriod));
        if (text == "host.grace-period")
        {
            return;
        }

        Assert.True(key.TryRead(node, new ReadContext(key.Name, null, "/srv", _ => null, problem => Assert.Fail(problem.Message)), out var value));
        Assert.Equal(key.Format(key.DefaultValue(defaults)), key.Format(value));
    });

    private static ScalarNode Scalar(string text) => new(text, Quoted: false, SourceSpan.None);
}
