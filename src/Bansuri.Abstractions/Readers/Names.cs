using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Bansuri.Abstractions.Readers;

/// <summary>Names: of tasks, types, accounts, notifiers.</summary>
internal static partial class Names
{
    // A captured file is NAME.log, and NAME.err.log for standard error: 'x.err' would share the file of x.
    public static readonly ValueReader<string?> Task = Scalars.TextOf(
        "a name of 1 to 64 letters, digits, '.', '_' or '-' that begins with a letter or digit and does not end in '.err'",
        new JsonShape("""{"type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"}"""),
        text => TaskPattern().IsMatch(text) && !text.EndsWith(".err", StringComparison.Ordinal));

    public static readonly ValueReader<string> Type = Scalars.Required(Scalars.TextOf(
        "the name of a task type: lower-case letters, digits, '.', '_' or '-'",
        JsonShape.Text,
        text => TypePattern().IsMatch(text)));

    public static readonly ValueReader<string?> Account = Scalars.TextOf(
        "a name or a number",
        new JsonShape("""{"type":["string","integer"]}"""),
        text => AccountPattern().IsMatch(text));

    public static readonly ValueReader<ImmutableArray<string>> Tags = new ListReader<string>(Scalars.Required(Scalars.Text), "a word or a list of words");

    public static readonly ValueReader<ImmutableArray<string>> Notifiers = new ListReader<string>(Scalars.Required(Scalars.Text), "a name or a list of names");

    // \z, because $ would let a line feed stand at the end.
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex TaskPattern();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]*\z")]
    private static partial Regex TypePattern();

    [GeneratedRegex(@"^(?:[0-9]+|[A-Za-z_][A-Za-z0-9_.@\\-]*\$?)\z")]
    private static partial Regex AccountPattern();
}
