using System.CommandLine;
using System.CommandLine.Parsing;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Host.Cli.Client;

/// <summary>Options whose values have a form of their own.</summary>
internal static class ValueParsers
{
    public static Option<TimeSpan?> Duration(string name, string description) => new(name)
    {
        HelpName = "DURATION",
        Description = description,
        CustomParser = Parse,
    };

    private static TimeSpan? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value; // one token, by the option's arity
        if (Durations.TryParse(text, out var value))
        {
            return value;
        }

        result.AddError($"'{text}' is no duration; one is written such as 90s, 10m or 1h30m");
        return null;
    }
}
