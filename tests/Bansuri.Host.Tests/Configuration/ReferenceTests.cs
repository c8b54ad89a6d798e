using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Readers;
using Bansuri.Host.Configuration;

namespace Bansuri.Host.Tests.Configuration;

/// <summary>docs/configuration.md and docs/errors.md say what the program does.</summary>
public sealed partial class ReferenceTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public static TheoryData<string, string> Blocks => [.. Docs.Blocks(Docs.Read("configuration.md")).Where(block => block.Language != "sh").Select(block => (block.Language, block.Text))];

    public static TheoryData<string, string, string> Examples => [.. ErrorSections().SelectMany(
        section => Docs.Blocks(section.Value).Select(block => (section.Key, block.Language, block.Text)))];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_table_of_keys_is_that_of_the_program()
    {
        var text = new StringBuilder();
        foreach (var section in KeyTable.All.GroupBy(key => key.Section))
        {
            text.Append($"### {Sections.Name(section.Key)}\n\n{Table(section)}\n");
        }

        AssertBetween("keys", text.ToString().TrimEnd());
        AssertBetween("host", Table(HostKeys.Rows.All).TrimEnd());
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Every_block_loads(string language, string text) => _folder.Read(text, "block." + language);

    [Fact]
    public void Every_sample_under_config_loads()
    {
        var samples = Path.GetFullPath(Path.Combine(Docs.Folder, "../config"));
        var files = Directory.Exists(samples) ? Directory.EnumerateFiles(samples).Where(file => Path.GetExtension(file) is ".yaml" or ".json") : [];

        Assert.All(files, file =>
        {
            var result = _folder.Load(file);
            Assert.DoesNotContain(result.Diagnostics, diagnostic => diagnostic.Severity == Severity.Error);
        });
    }

    [Fact]
    public void Every_code_has_a_section_and_every_section_a_code() =>
        Assert.Equal(
            typeof(Codes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)!.ToString()!).Order(),
            ErrorSections().Keys.Order());

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_example_of_a_section_has_its_problem(string code, string language, string text) =>
        Assert.Contains(code, _folder.LoadText(text, "bansuri." + language).Diagnostics.Select(diagnostic => diagnostic.Code.ToString()));

    private static Dictionary<string, string> ErrorSections() =>
        SectionPattern().Matches(Docs.Read("errors.md")).ToDictionary(match => match.Groups["code"].Value, match => match.Groups["text"].Value);

    private static string Table(IEnumerable<Key> keys) => keys.Aggregate(
        "| Key | What | Allowed | Default | Change |\n|---|---|---|---|---|\n",
        (table, key) => $"{table}| {Names(key)} | {key.Help} | {key.Allowed} | {key.DefaultText} | {Scalars.Kebab(key.Change)} |\n");

    private static string Names(Key key) => $"`{key.Name}`{(key.Aliases.Count == 0 ? "" : $" ({string.Join(", ", key.Aliases.Select(alias => $"`{alias}`"))})")}";

    // With BANSURI_WRITE_DOCS=1 the page is brought up to date, and its change is there to be read and committed.
    private static void AssertBetween(string mark, string expected)
    {
        var page = Docs.Read("configuration.md");
        var start = page.IndexOf($"<!-- {mark} -->", StringComparison.Ordinal) + $"<!-- {mark} -->".Length;
        var end = page.IndexOf($"<!-- /{mark} -->", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("BANSURI_WRITE_DOCS") == "1")
        {
            File.WriteAllText(Path.Combine(Docs.Folder, "configuration.md"), $"{page[..start]}\n{expected}\n{page[end..]}");
            return;
        }

        Assert.Equal(expected, page[start..end].Trim());
    }

    [GeneratedRegex(@"^### (?<code>BAN\d{3})\n(?<text>.*?)(?=^##|\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex SectionPattern();
}
