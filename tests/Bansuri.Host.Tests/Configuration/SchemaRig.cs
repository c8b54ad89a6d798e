using System.Text.Json;
using System.Text.Json.Nodes;
using Bansuri.Abstractions.Readers;
using Bansuri.Host.Configuration.Schema;
using Bansuri.Host.Configuration.Sources;
using Bansuri.Host.Tests.Plugins;
using Json.Schema;

namespace Bansuri.Host.Tests.Configuration;

/// <summary>The schema that the program would print with the plugins that come with it, and a validator that is not ours.</summary>
public sealed class SchemaRig : IAsyncLifetime
{
    private readonly PluginRig _plugins = new();
    private JsonSchema? _schema;

    public string Text { get; private set; } = "";

    public JsonNode Root => JsonNode.Parse(Text)!;

    public async ValueTask InitializeAsync()
    {
        _plugins.Put("ShellTask");
        _plugins.Put("PythonTask");
        _plugins.Put("HttpTask");
        await _plugins.ScanAsync();
        Text = ConfigurationSchema.Write([.. _plugins.Catalog.Types.Select(type => new TypeSchema(type.Name, type.Description, type.Options?.Json))]);
        _schema = JsonSchema.FromText(Text);
    }

    public ValueTask DisposeAsync() => _plugins.DisposeAsync();

    /// <summary>What the validator says against a document; empty when nothing.</summary>
    public string Problems(string text, string name = "bansuri.yaml")
    {
        var root = NodeParser.Parse(new SourceText(name, text), problem => Assert.Fail(problem.Message));
        return Problems(JsonSerializer.SerializeToElement(FreeForm.ToPlain(root!)));
    }

    private string Problems(JsonElement document)
    {
        var results = _schema!.Evaluate(document, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return results.IsValid ? "" : "invalid:\n" + string.Join('\n', (results.Details ?? [])
            .Where(detail => detail.Errors is not null)
            .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation} {error.Key}: {error.Value}")));
    }
}
