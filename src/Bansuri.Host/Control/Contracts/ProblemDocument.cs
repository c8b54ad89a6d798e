namespace Bansuri.Host.Control.Contracts;

/// <summary>An error by RFC 9457 (https://www.rfc-editor.org/rfc/rfc9457).</summary>
/// <param name="Type">One of <see cref="ProblemTypes"/>: what programs look at.</param>
/// <param name="Title">The kind of problem, for people.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Detail">This case of it, one line.</param>
internal sealed record ProblemDocument(string Type, string Title, int Status, string Detail);

/// <summary>The kinds of problem that a client tells apart.</summary>
internal static class ProblemTypes
{
    public const string NoSuchTask = "urn:bansuri:problem:no-such-task";
    public const string WaitTimedOut = "urn:bansuri:problem:wait-timed-out";
    public const string Refused = "urn:bansuri:problem:refused";
    public const string BadRequest = "urn:bansuri:problem:bad-request";

    /// <summary>The status code says it all.</summary>
    public const string Blank = "about:blank";
}
