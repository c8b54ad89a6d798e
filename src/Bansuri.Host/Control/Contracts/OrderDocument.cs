namespace Bansuri.Host.Control.Contracts;

/// <summary>What came of an operator's order.</summary>
/// <param name="Outcome"><c>done</c> or <c>failed</c>; <c>accepted</c> when the caller did not wait.</param>
/// <param name="Message">One line.</param>
/// <param name="Task">The task as it was then.</param>
internal sealed record OrderDocument(string Outcome, string Message, TaskDocument Task)
{
    public const string Accepted = "accepted";
    public const string Done = "done";
    public const string Failed = "failed";
}

/// <param name="Processes">How many got the signal.</param>
internal sealed record SignalDocument(int Processes);

/// <summary>The answer to <c>POST /v1/shutdown</c>: the shutdown has begun.</summary>
/// <param name="Pid">The host's, whose end the caller may await.</param>
internal sealed record ShutdownDocument(int Pid);
