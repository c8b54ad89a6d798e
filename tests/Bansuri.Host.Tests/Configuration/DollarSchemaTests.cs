namespace Bansuri.Host.Tests.Configuration;

/// <summary><c>"$schema"</c>, by which editors find the schema of a JSON file.</summary>
public sealed class DollarSchemaTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"$schema": "bansuri.schema.json", "tasks": ["a"]}""")]
    [InlineData("""{"$schema": "bansuri.schema.json", "name": "a", "command": "x"}""")]
    public void It_is_passed_over(string text) => Assert.Equal("", _folder.Messages(text, "a.json"));

    [Fact]
    public void It_is_a_text() => Assert.Contains(
        "error[BAN013]: bad value (a list) for '$schema': expected the path or URL of a JSON Schema",
        _folder.Messages("""{"$schema": [], "tasks": []}""", "a.json"),
        StringComparison.Ordinal);

    [Fact]
    public void It_belongs_to_the_root() => Assert.Contains("BAN012", _folder.Messages("""{"tasks": [{"name": "a", "command": "x", "$schema": "b"}]}""", "a.json"), StringComparison.Ordinal);
}
