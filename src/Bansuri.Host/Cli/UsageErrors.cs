using System.CommandLine;
using Bansuri.Abstractions.Binding;

namespace Bansuri.Host.Cli;

/// <summary>What is wrong with a command line, in the words of the house.</summary>
internal static class UsageErrors
{
    public static IEnumerable<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is [var first, ..])
        {
            // What the parser misses after a word that it does not know is no second error.
            return [Unknown(first, command)];
        }

        return command is RootCommand ? ["a command is missing"] : parsed.Errors.Select(error => Plain(error.Message));
    }

    /// <summary>An option where a name should be: the parser takes what it does not know for an argument.</summary>
    public static Argument<T> NoOption<T>(this Argument<T> argument)
    {
        argument.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith('-')) is { } token && result.Parent is System.CommandLine.Parsing.CommandResult parent)
            {
                result.AddError(Unknown(token.Value, parent.Command));
            }
        });
        return argument;
    }

    private static string Unknown(string word, Command command)
    {
        var isOption = word.StartsWith('-');
        var known = isOption ? command.Options.SelectMany(option => option.Aliases.Append(option.Name)) : command.Subcommands.Select(each => each.Name);
        var kind = isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
        return $"unknown {kind} '{word}'" + (Spelling.Nearest(word, known) is { } meant ? $"; did you mean '{meant}'?" : "");
    }

    private static string Plain(string message) => message is [var first, ..] ? char.ToLowerInvariant(first) + message[1..].TrimEnd('.') : message;
}
