using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Bansuri.Host.Cli.Rendering;

/// <summary>A document as <c>--json</c> prints it.</summary>
internal static class JsonText
{
    // For people and programs, not for a web page: '+' stays '+'.
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Indented = OneLine with { Indented = true };

    public static void Write<T>(T document, JsonTypeInfo<T> shape, TextWriter output, bool indented = true)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, indented ? Indented : OneLine))
        {
            JsonSerializer.Serialize(writer, document, shape);
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
