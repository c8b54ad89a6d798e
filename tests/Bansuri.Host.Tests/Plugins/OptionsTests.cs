#pragma warning disable CA1819 // An author may write an array.
using Bansuri.Abstractions;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;
using Bansuri.Abstractions.Options;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Host.Tests.Plugins;

public sealed class OptionsTests
{
    public enum Color
    {
        Red,
        DarkBlue,
    }

    public sealed record Inner(string Name, double Weight = 1.5);

    public sealed record All(
        string Text,
        int Count = 3,
        long? Big = null,
        decimal Price = 0,
        bool Flag = true,
        Color Color = Color.DarkBlue,
        TimeSpan Every = default,
        ByteSize Size = default,
        IReadOnlyList<Inner>? Inners = null,
        string[]? Words = null,
        IReadOnlyDictionary<string, int>? Counts = null,
        Inner? One = null);

    public sealed record Endless(Endless? Again, int Count);

    public sealed record Odd(Stream Stream);

    public sealed record Nothing;

    [Fact]
    public void Everything_that_is_written_is_read()
    {
        var options = Read<All>(Map(
            ("text", Scalar("a")),
            ("count", Scalar("4")),
            ("big", Scalar("5000000000")),
            ("price", Scalar("1.25")),
            ("flag", Scalar("false")),
            ("color", Scalar("red")),
            ("every", Scalar("1h30m")),
            ("size", Scalar("4KiB")),
            ("inners", new SequenceNode([Map(("name", Scalar("i"))), Map(("name", Scalar("j")), ("weight", Scalar("2")))], default)),
            ("words", Scalar("single")),
            ("counts", Map(("x", Scalar("1")))),
            ("one", Map(("name", Scalar("k"))))));
        Assert.Equal(("a", 4, 5_000_000_000, 1.25m, false, Color.Red), (options.Text, options.Count, options.Big, options.Price, options.Flag, options.Color));
        Assert.Equal((TimeSpan.FromMinutes(90), new ByteSize(4096)), (options.Every, options.Size));
        Assert.Equal([new Inner("i"), new Inner("j", 2)], options.Inners!);
        Assert.Equal(["single"], options.Words!);
        Assert.Equal(1, options.Counts!["x"]);
        Assert.Equal(new Inner("k"), options.One);
    }

    [Fact]
    public void What_is_not_written_has_the_record_s_default() =>
        Assert.Equal(new All("a"), Read<All>(Map(("text", Scalar("a")))));

    [Fact]
    public void A_record_without_options_needs_no_mapping() => Assert.Equal(new Nothing(), Read<Nothing>(null));

    [Theory]
    [InlineData("count", "many", "bad value 'many' for 'with.count' in task 't': expected a whole number from -2147483648 to 2147483647", null)]
    [InlineData("color", "green", "bad value 'green' for 'with.color' in task 't': expected one of red, dark-blue", null)]
    [InlineData("every", "soon", "bad value 'soon' for 'with.every' in task 't': expected a duration, such as '90s', '10m', '1h30m' or '2d'", null)]
    [InlineData("one", "x", "bad value 'x' for 'with.one' in task 't': expected a mapping of name, weight", null)]
    [InlineData("cuont", "1", "unknown option 'with.cuont' in task 't': expected a mapping of text, count, big, price, flag, color, every, size, inners, words, counts, one", "rename it to 'count'")]
    public void A_mistake_is_named_with_its_place(string key, string value, string message, string? help)
    {
        var problem = Assert.Single(Problems<All>(Map(("text", Scalar("a")), (key, Scalar(value)))));
        Assert.Equal((Codes.BadOption, message, help), (problem.Code, problem.Message, problem.Help));
        Assert.Equal(7, problem.Span.Line);
    }

    [Fact]
    public void A_missing_option_is_named() =>
        Assert.Equal("option 'with.text' is missing in task 't': a text", Assert.Single(Problems<All>(null)).Message);

    [Fact]
    public void Several_mistakes_are_said_at_once() =>
        Assert.Equal(3, Problems<All>(Map(("count", Scalar("x")), ("nothing-like-it", Scalar("y")))).Count);

    [Theory]
    [InlineData(typeof(Odd), "option 'stream': options of the type 'Stream' cannot be read")]
    [InlineData(typeof(Endless), "option 'again': options of the type 'Endless' cannot be read")]
    public void A_record_that_cannot_be_read_is_the_author_s_mistake(Type record, string expected)
    {
        Assert.False(OptionsSchema.TryDescribe(record, out _, out var problem));
        Assert.Equal(expected, problem);
    }

    [Fact]
    public void The_schema_is_json_and_names_the_required_options()
    {
        using var schema = System.Text.Json.JsonDocument.Parse(Schema<All>().Json);
        Assert.Equal("text", Assert.Single(schema.RootElement.GetProperty("required").EnumerateArray()).GetString());
        Assert.False(schema.RootElement.GetProperty("additionalProperties").GetBoolean());
        Assert.Equal("dark-blue", schema.RootElement.GetProperty("properties").GetProperty("color").GetProperty("enum")[1].GetString());
    }

    private static OptionsSchema Schema<T>()
    {
        Assert.True(OptionsSchema.TryDescribe(typeof(T), out var schema, out _));
        return schema;
    }

    private static T Read<T>(MappingNode? with)
    {
        var problems = new List<Diagnostic>();
        Assert.True(Schema<T>().TryRead(with, default, Context(problems), out var values));
        Assert.Empty(problems);
        return (T)OptionsMaker.Make(typeof(T), values);
    }

    private static List<Diagnostic> Problems<T>(MappingNode? with)
    {
        var problems = new List<Diagnostic>();
        Assert.False(Schema<T>().TryRead(with, default, Context(problems), out _));
        return problems;
    }

    private static ReadContext Context(List<Diagnostic> problems) => new("with", "t", "/", _ => null, problems.Add);

    private static ScalarNode Scalar(string text) => new(text, Quoted: false, new SourceSpan("file", 7, 1, 1));

    private static MappingNode Map(params (string Key, ConfigNode Value)[] entries) =>
        new([.. entries.Select(entry => new MappingEntry(Scalar(entry.Key), entry.Value))], default);
}
