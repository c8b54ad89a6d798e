using System.Collections.Immutable;

namespace Bansuri.Abstractions.Readers;

/// <summary>The JSON Schema of a value, as the text of a schema object.</summary>
internal sealed record JsonShape(string Schema)
{
    public static readonly JsonShape Text = new("""{"type":"string"}""");

    public static readonly JsonShape Boolean = new("""{"anyOf":[{"type":"boolean"},{"enum":["true","false"]}]}""");

    public static JsonShape OneOf(params ImmutableArray<JsonShape> shapes) =>
        new($$"""{"anyOf":[{{string.Join(',', shapes.Select(shape => shape.Schema))}}]}""");

    public static JsonShape ListOf(JsonShape item) => new($$"""{"type":"array","items":{{item.Schema}}}""");

    public static JsonShape Names(IEnumerable<string> names) =>
        new($$"""{"enum":[{{string.Join(',', names.Select(name => $"\"{name}\""))}}]}""");
}
