using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Bansuri.Abstractions.Readers;

/// <summary>Names: of tasks, types, accounts, notifiers.</summary>
internal static partial class Names
{
    private const string TaskForm = @"(?!.*\.err$)[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    private const string TypeForm = "[a-z0-9][a-z0-9._-]*";
    private const string AccountForm = @"[0-9]+|[A-Za-z_][A-Za-z0-9_.@\\-]*\$?";

    // A captured file is NAME.log, and NAME.err.log for standard error: 'x.err' would share the file of x.
    public static readonly ValueReader<string?> Task = Scalars.TextOf(
        "a name of 1 to 64 letters, digits, '.', '_' or '-' that begins with a letter or digit and does not end in '.err'",
        JsonShape.Matching(TaskForm, "a name of 1 to 64 letters, digits, '.', '_' or '-' that begins with a letter or digit and does not end in '.err'", "integer"),
        text => TaskPattern().IsMatch(text));

    public static readonly ValueReader<string> Type = Scalars.Required(Scalars.TextOf(
        "the name of a task type: lower-case letters, digits, '.', '_' or '-'",
        JsonShape.Matching(TypeForm, "the name of a task type: lower-case letters, digits, '.', '_' or '-'"),
        text => TypePattern().IsMatch(text)));

    public static readonly ValueReader<string?> Account = Scalars.TextOf(
        "a name or a number",
        JsonShape.Matching(AccountForm, "a name or a number", "integer", JsonShape.Limits(0)),
        text => AccountPattern().IsMatch(text));

    public static readonly ValueReader<ImmutableArray<string>> Tags = new ListReader<string>(Scalars.Required(Scalars.Text), "a word or a list of words");

    public static readonly ValueReader<ImmutableArray<string>> Notifiers = new ListReader<string>(Scalars.Required(Scalars.Text), "a name or a list of names");

    // \z, because $ would let a line feed stand at the end.
    [GeneratedRegex($@"^{TaskForm}\z")]
    private static partial Regex TaskPattern();

    [GeneratedRegex($@"^{TypeForm}\z")]
    private static partial Regex TypePattern();

    [GeneratedRegex($@"^(?:{AccountForm})\z")]
    private static partial Regex AccountPattern();
}
