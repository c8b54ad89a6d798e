using Bansuri.Host.Output;

namespace Bansuri.Host.Composition;

/// <summary>What a client asks for, in the words of the output.</summary>
internal static class LogQueryTerms
{
    public static LogQuery Of(Control.LogQuery query) => new()
    {
        Lines = query.Lines,
        Grep = query.Grep,
        Since = query.Since,
        Attempt = query.Attempt,
        Kind = query.StderrOnly ? OutputKind.Stderr : null,
    };
}
