using System.Text.Json;
using System.Text.Json.Nodes;
using Bansuri.Abstractions.Keys;
using Bansuri.Host.Composition;
using Bansuri.Host.Configuration;
using Bansuri.Host.Configuration.Schema;
using Json.Schema;

namespace Bansuri.Host.Tests.Configuration;

/// <summary>What <c>bansuri schema</c> prints is a schema, complete, and of one mind with the loader.</summary>
public sealed class SchemaTests(SchemaRig schema) : IClassFixture<SchemaRig>, IDisposable
{
    private readonly ConfigFolder _folder = new();

    // With the cron rules that the program has: schema and loader are to agree on those, too.
    private HostKnowledge Real => _folder.Knowledge with { Cron = new CronRules(TimeZoneInfo.Utc) };

    public static TheoryData<string, string> Blocks => [.. Docs.Blocks(Docs.Read("configuration.md")).Where(block => block.Language != "sh").Select(block => (block.Language, block.Text))];

    public static TheoryData<string> Samples =>
        [.. Directory.EnumerateFiles(Path.Combine(Docs.Folder, "../config")).Where(file => Path.GetExtension(file) is ".yaml" or ".json").Select(file => Path.GetFileName(file))];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_a_schema_of_2020_12()
    {
        var results = MetaSchemas.Draft202012.Evaluate(JsonDocument.Parse(schema.Text).RootElement);

        Assert.True(results.IsValid);
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema.Root["$schema"]!.GetValue<string>());
    }

    [Fact]
    public void Every_key_has_a_description_wherever_it_stands()
    {
        var undescribed = Undescribed(schema.Root, "#").ToList();

        Assert.Empty(undescribed);
    }

    [Fact]
    public void Every_spelling_of_a_key_stands_flat_and_in_its_group()
    {
        var flat = schema.Root["$defs"]!["task"]!["properties"]!.AsObject();

        Assert.All(KeyTable.All, key =>
        {
            var group = schema.Root["$defs"]![Sections.Name(key.Section)]!["properties"]!.AsObject();
            Assert.All(key.Aliases.Prepend(key.Name).SelectMany(name => new[] { name, name.Replace('-', '_') }), spelling =>
            {
                Assert.Equal(spelling != key.Name, flat[spelling]!["description"]!.GetValue<string>().StartsWith($"same as '{key.Name}'", StringComparison.Ordinal));
                Assert.True(group.ContainsKey(spelling));
            });
        });
        Assert.True(schema.Root["$defs"]!["host"]!["properties"]!["log"]!["properties"]!.AsObject().ContainsKey("max_size"));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_sample_is_valid(string name) => Assert.Equal("", schema.Problems(File.ReadAllText(Path.Combine(Docs.Folder, "../config", name)), name));

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Every_block_of_the_page_is_valid(string language, string text) => Assert.Equal("", schema.Problems(text, "block." + language));

    [Fact]
    public void Every_random_document_is_valid()
    {
        var dice = new Random(11);
        for (var round = 0; round < 200; round++)
        {
            var keys = RandomDocument.Keys(dice);
            Assert.Equal("", schema.Problems(RandomDocument.Yaml(keys, dice)));
            Assert.Equal("", schema.Problems(RandomDocument.Json(keys, dice), "a.json"));
        }
    }

    [Theory]
    [MemberData(nameof(SchemaExamples.Good), MemberType = typeof(SchemaExamples))]
    public void What_the_loader_takes_the_schema_takes(string text)
    {
        _folder.Knowledge = Real;
        _folder.Read(text);

        Assert.Equal("", schema.Problems(text));
    }

    [Theory]
    [MemberData(nameof(SchemaExamples.Bad), MemberType = typeof(SchemaExamples))]
    public void What_the_schema_refuses_the_loader_refuses(string text)
    {
        _folder.Knowledge = Real;
        Assert.Null(_folder.LoadText(text).Config);

        Assert.NotEqual("", schema.Problems(text));
    }

    [Theory]
    [InlineData("tasks: [{name: a, type: python, command: x, with: {unbufered: true}}]")]
    [InlineData("tasks: [{name: a, type: python, command: x, with: {unbuffered: 7}}]")]
    [InlineData("tasks: [{name: a, identification: {type: python, command: x, with: {clas: 'm:C'}}}]")]
    [InlineData("tasks: [{name: a, type: shell, command: x, with: {any: 1}}]")]
    public void Options_of_a_type_are_known(string text) => Assert.NotEqual("", schema.Problems(text));

    [Theory]
    [InlineData("{defaults: {type: python}, tasks: [{name: a, command: x, with: {class: 'm:C'}}]}")]
    [InlineData("tasks: [{name: a, type: python, command: x, with: {class: 'm:C', path: [lib], unbuffered: 'false', venv: ~}}]")]
    [InlineData("tasks: [{name: a, type: of-a-plugin-that-is-not-here, with: {any: [thing]}}]")]
    public void Options_that_one_file_cannot_know_to_be_wrong_are_let_pass(string text) => Assert.Equal("", schema.Problems(text));

    [Fact]
    public void An_option_says_what_its_author_says() => Assert.Equal(
        "whether output is written at once. Default: `true`",
        schema.Root["$defs"]!["with.python"]!["properties"]!["unbuffered"]!["description"]!.GetValue<string>());

    [Fact]
    public void Without_any_plugin_it_is_a_schema_as_well() =>
        Assert.True(MetaSchemas.Draft202012.Evaluate(JsonDocument.Parse(ConfigurationSchema.Write([])).RootElement).IsValid);

    [Fact]
    public void The_one_in_docs_is_that_of_the_program()
    {
        var file = Path.Combine(Docs.Folder, "bansuri.schema.json");
        if (Environment.GetEnvironmentVariable("BANSURI_WRITE_DOCS") == "1")
        {
            File.WriteAllText(file, schema.Text + "\n");
            return;
        }

        Assert.Equal(File.ReadAllText(file), schema.Text + "\n");
    }

    private static IEnumerable<string> Undescribed(JsonNode? node, string path) => node switch
    {
        JsonObject mapping => mapping.SelectMany(entry => (entry.Key, entry.Value) switch
        {
            ("properties", JsonObject properties) => properties
                .Where(property => string.IsNullOrWhiteSpace(property.Value?["description"]?.GetValue<string>()))
                .Select(property => $"{path}/{property.Key}")
                .Concat(properties.SelectMany(property => Undescribed(property.Value, $"{path}/{property.Key}"))),
            _ => Undescribed(entry.Value, $"{path}/{entry.Key}"),
        }),
        JsonArray list => list.SelectMany((item, at) => Undescribed(item, $"{path}/{at}")),
        _ => [],
    };
}
