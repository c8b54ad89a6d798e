using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Host.Configuration.Sources;

/// <summary>Text to nodes. The extension says which format it is; without one the first character does.</summary>
internal static class NodeParser
{
    /// <summary>The root, or null after a report.</summary>
    public static ConfigNode? Parse(SourceText source, Action<Diagnostic> report)
    {
        try
        {
            return IsJson(source) ? new JsonNodes(source, report).Read() : new YamlNodes(source, report).Read();
        }
        catch (SourceSyntaxException problem)
        {
            report(problem.Diagnostic);
            return null;
        }
    }

    private static bool IsJson(SourceText source) => Path.GetExtension(source.Path).ToUpperInvariant() switch
    {
        ".JSON" or ".JSONC" => true,
        ".YAML" or ".YML" => false,
        _ => source.Text.AsSpan().TrimStart() is ['{' or '[' or '/', ..],
    };
}
