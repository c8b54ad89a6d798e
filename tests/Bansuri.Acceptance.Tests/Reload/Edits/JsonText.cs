using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Bansuri.Acceptance.Tests.Reload.Edits;

/// <summary>A tree as JSON with comments, trailing commas and blanks where chance puts them.</summary>
internal sealed class JsonText(Random dice)
{
    private readonly StringBuilder _text = new();

    public string Write(Tree tree)
    {
        Append(tree);
        return _text.Append('\n').ToString();
    }

    /// <summary>A scalar, on one line.</summary>
    public static string Scalar(object value) => value switch
    {
        string text => JsonSerializer.Serialize(text),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private void Append(object value)
    {
        switch (value)
        {
            case Tree tree:
                Append('{', '}', tree, entry =>
                {
                    _text.Append(Scalar(entry.Key)).Append(dice.Next(2) == 0 ? ": " : ":");
                    Append(entry.Value);
                });
                break;
            case string text:
                _text.Append(Scalar(text));
                break;
            case System.Collections.IEnumerable items:
                Append('[', ']', [.. items.Cast<object>()], Append);
                break;
            default:
                _text.Append(Scalar(value));
                break;
        }
    }

    private void Append<T>(char open, char close, IReadOnlyList<T> items, Action<T> append)
    {
        _text.Append(open);
        for (var at = 0; at < items.Count; at++)
        {
            _text.Append(at == 0 ? "" : ",").Append(dice.Next(10) switch { 0 => $" /* {dice.Next()} */ ", 1 => $" // {dice.Next()}\n", < 5 => "\n  ", _ => "" });
            append(items[at]);
        }

        _text.Append(items.Count > 0 && dice.Next(5) == 0 ? "," : "").Append(close);
    }
}
