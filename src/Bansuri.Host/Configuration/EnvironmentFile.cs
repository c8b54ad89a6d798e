using System.Collections.Immutable;
using System.Text;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;
using Bansuri.Host.Configuration.Sources;

namespace Bansuri.Host.Configuration;

/// <summary>
/// A file of variables: <c>KEY=VALUE</c> lines (<c>#</c> comments, <c>export</c>, single quotes as they are, double quotes with
/// <c>\n \t \" \\ \$</c>), or a JSON object. Nothing is expanded.
/// </summary>
/// <param name="Variables">In the order of the file; a later line wins.</param>
/// <param name="Problem">Why there are none, or null.</param>
internal sealed record EnvironmentFile(ImmutableArray<KeyValuePair<string, string>> Variables, Diagnostic? Problem)
{
    /// <summary>Reads the file as it is now; called at each start of a task.</summary>
    public static EnvironmentFile Read(string path) => Parse(SourceFile.Read(path));

    /// <summary>Parses one read of such a file.</summary>
    public static EnvironmentFile Parse(SourceFile file)
    {
        var problem = file.Problem;
        var text = file.Bytes is null ? null : SourceDecoder.Decode(file.Path, file.Bytes, found => problem = found);
        if (text is null)
        {
            return new EnvironmentFile([], problem);
        }

        try
        {
            return new EnvironmentFile(text.Text.AsSpan().TrimStart() is ['{', ..] ? FromJson(text) : FromLines(text), null);
        }
        catch (SourceSyntaxException wrong)
        {
            return new EnvironmentFile([], wrong.Diagnostic);
        }
    }

    private static ImmutableArray<KeyValuePair<string, string>> FromJson(SourceText text)
    {
        static void Fail(Diagnostic diagnostic) => throw new SourceSyntaxException(diagnostic);
        var variables = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var entry in ((MappingNode)new JsonNodes(text, Fail).Read()).Entries)
        {
            var value = entry.Value as ScalarNode ?? throw Wrong($"the value of '{entry.Key.Text}' must be a text, a number, a boolean or null", entry.Value.Span);
            variables.Add(KeyValuePair.Create(Name(entry.Key.Text, entry.Key.Span), value.IsNull ? "" : value.Text));
        }

        return variables.ToImmutable();
    }

    private static ImmutableArray<KeyValuePair<string, string>> FromLines(SourceText text)
    {
        var variables = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        for (var number = 1; number <= text.Lines; number++)
        {
            // Not EnumerateLines, for which a form feed or U+2028 in the middle of a value ends a line.
            var raw = text.Line(number);
            var line = raw.Trim();
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            var span = text.Span(number, raw.Length - raw.TrimStart().Length + 1, line.Length);
            line = line.StartsWith("export ") ? line["export ".Length..].TrimStart() : line;
            var equals = line.IndexOf('=');
            if (equals < 1)
            {
                throw Wrong("expected KEY=VALUE, a comment that begins with '#', or an empty line", span);
            }

            variables.Add(KeyValuePair.Create(Name(line[..equals].TrimEnd().ToString(), span), Value(line[(equals + 1)..].TrimStart(), span)));
        }

        return variables.ToImmutable();
    }

    private static string Name(string name, SourceSpan span) =>
        name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-') && !char.IsAsciiDigit(name[0])
            ? name
            : throw Wrong($"'{name}' is no name of a variable: expected letters, digits and '_', not a digit first", span);

    private static string Value(ReadOnlySpan<char> value, SourceSpan span)
    {
        if (value.IsEmpty || value[0] is not ('\'' or '"'))
        {
            // As in a shell, '#' begins a comment only after a blank.
            var comment = value.IndexOf(" #");
            return (comment < 0 ? value : value[..comment]).TrimEnd().ToString();
        }

        var quote = value[0];
        var result = new StringBuilder(value.Length);
        for (var at = 1; at < value.Length; at++)
        {
            if (value[at] == quote)
            {
                var rest = value[(at + 1)..].Trim();
                return rest.IsEmpty || rest[0] == '#' ? result.ToString() : throw Wrong("there is text after the closing quote", span);
            }

            var escaped = quote == '"' && value[at] == '\\' && at + 1 < value.Length;
            result.Append(escaped ? Unescape(value[++at]) : value[at].ToString());
        }

        throw Wrong("the quote is never closed", span);
    }

    private static string Unescape(char letter) => letter switch
    {
        'n' => "\n",
        't' => "\t",
        'r' => "\r",
        '"' or '\\' or '$' or '`' => letter.ToString(),
        _ => "\\" + letter,
    };

    private static SourceSyntaxException Wrong(string message, SourceSpan span) => new(new Diagnostic(Codes.BadValue, message, span));
}
