using Bansuri.Host.Control.Contracts;
using Microsoft.AspNetCore.Http;

namespace Bansuri.Host.Control.Routes;

/// <summary>Ends a request with a problem document.</summary>
internal sealed class ProblemException(ProblemDocument problem) : Exception(problem.Detail)
{
    public ProblemDocument Problem => problem;

    public static ProblemException NoSuchTask(string name) =>
        new(new(ProblemTypes.NoSuchTask, "No such task", StatusCodes.Status404NotFound, $"no task is named '{name}'"));

    public static ProblemException BadRequest(string detail) =>
        new(new(ProblemTypes.BadRequest, "Bad request", StatusCodes.Status400BadRequest, detail));

    public static ProblemException Refused(string detail) =>
        new(new(ProblemTypes.Refused, "Refused", StatusCodes.Status409Conflict, detail));

    public static ProblemException WaitTimedOut(string detail) =>
        new(new(ProblemTypes.WaitTimedOut, "The wait timed out", StatusCodes.Status504GatewayTimeout, detail));
}
