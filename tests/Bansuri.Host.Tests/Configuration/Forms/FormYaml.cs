using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bansuri.Host.Tests.Configuration.Forms;

/// <summary>JSON as YAML: blocks and flow, quotes of either kind or none, comments, CRLF.</summary>
internal sealed class FormYaml(Random dice)
{
    private readonly StringBuilder _text = new();

    public string Write(JsonObject root)
    {
        _text.Append(dice.Next(3) == 0 ? "# comment\n---\n" : "");
        Block(root, 0);
        return dice.Next(4) == 0 ? _text.Replace("\n", "\r\n").ToString() : _text.ToString();
    }

    private void Block(JsonObject mapping, int depth)
    {
        foreach (var (key, value) in mapping)
        {
            _text.Append(' ', depth * 2).Append(Scalar(key)).Append(':');
            Value(value, depth + 1);
        }
    }

    private void Value(JsonNode? value, int depth)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } mapping when dice.Next(3) > 0:
                End();
                Block(mapping, depth);
                break;
            case JsonArray { Count: > 0 } list when dice.Next(3) > 0:
                End();
                foreach (var item in list)
                {
                    _text.Append(' ', depth * 2).Append('-');
                    Value(item, depth + 1);
                }

                break;
            default:
                _text.Append(' ').Append(Flow(value));
                End();
                break;
        }
    }

    private string Flow(JsonNode? value) => value switch
    {
        null => dice.Next(2) == 0 ? "null" : "~",
        JsonObject mapping => "{" + string.Join(", ", mapping.Select(pair => $"{Scalar(pair.Key)}: {Flow(pair.Value)}")) + "}",
        JsonArray list => "[" + string.Join(", ", list.Select(Flow)) + "]",
        JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String => Scalar(scalar.GetValue<string>()),
        _ => value.ToJsonString(),
    };

    private string Scalar(string text) => dice.Next(3) switch
    {
        0 when text.Length > 0 && text.All(letter => char.IsAsciiLetter(letter) || letter == '-') && char.IsAsciiLetter(text[0]) && text is not ("true" or "false" or "null" or "True" or "False" or "FALSE") => text,
        1 when !text.Contains('\n') => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'",
        _ => JsonSerializer.Serialize(text),
    };

    private void End() => _text.Append(dice.Next(10) == 0 ? $" # {dice.Next()}\n" : dice.Next(20) == 0 ? "\n\n" : "\n");
}
