using System.Text;
using System.Text.RegularExpressions;

namespace Bansuri.Acceptance.Tests.Reload.Edits;

/// <summary>A tree as YAML, in blocks or in flow, with comments, and with anchors for what stands there twice.</summary>
internal sealed partial class YamlText(Random dice)
{
    private readonly StringBuilder _text = new();

    public string Write(Tree tree)
    {
        _text.Append(dice.Next(3) == 0 ? $"# {dice.Next()}\n" : "").Append(dice.Next(3) == 0 ? "---\n" : "");
        Block(tree, 0);
        return _text.ToString();
    }

    private void Block(Tree tree, int depth)
    {
        foreach (var (key, value) in tree)
        {
            Indent(depth).Append(Scalar(key)).Append(':');
            Value(value, depth + 1);
        }
    }

    // A list item is a mapping whose first key stands behind the dash.
    private void Block(List<object> list, int depth)
    {
        foreach (var item in list)
        {
            Indent(depth).Append('-');
            if (item is Tree { Count: > 0 } tree && dice.Next(3) > 0)
            {
                var start = _text.Length;
                Block(tree, depth + 1);
                _text.Remove(start, (2 * (depth + 1)) - 1);
            }
            else
            {
                Value(item, depth + 1);
            }
        }
    }

    private void Value(object value, int depth)
    {
        switch (value)
        {
            case Tree { Count: > 0 } tree when dice.Next(3) > 0 || depth == 1:
                End();
                Block(tree, depth);
                break;
            case List<object> { Count: > 0 } list when dice.Next(3) > 0 || depth == 1:
                End();
                Block(list, depth);
                break;
            default:
                _text.Append(' ').Append(Flow(value));
                End();
                break;
        }
    }

    private string Flow(object value) => value switch
    {
        Tree tree => "{" + string.Join(", ", tree.Select(entry => $"{Scalar(entry.Key)}: {Flow(entry.Value)}")) + "}",
        string text => Scalar(text),
        System.Collections.IEnumerable items => "[" + string.Join(", ", items.Cast<object>().Select(Flow)) + "]",
        _ => JsonText.Scalar(value),
    };

    // Plain where that is the same text; a number or a boolean in quotes is read as such, and so may stand without them.
    private string Scalar(string text) => dice.Next(3) switch
    {
        0 when Plain().IsMatch(text) => text,
        1 => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'",
        _ => JsonText.Scalar(text),
    };

    private StringBuilder Indent(int depth) => _text.Append(' ', 2 * depth);

    private void End() => _text.Append(dice.Next(20) == 0 ? $"  # {dice.Next()}\n" : dice.Next(40) == 0 ? "\n\n" : "\n");

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9 /._-]*[A-Za-z0-9]$")]
    private static partial Regex Plain();
}
