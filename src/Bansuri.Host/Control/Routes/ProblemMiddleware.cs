using Bansuri.Host.Control.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Control.Routes;

/// <summary>Every error leaves as a problem document, and no request can harm the host.</summary>
internal sealed class ProblemMiddleware(ILogger log)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= StatusCodes.Status400BadRequest and var status })
            {
                await WriteAsync(context, Blank(status, $"{context.Request.Method} {context.Request.Path} is not offered"));
            }
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be told.
        }
        catch (ProblemException problem)
        {
            await WriteAsync(context, problem.Problem);
        }
        catch (Exception problem)
        {
            ControlEvents.RequestFailed(log, context.Request.Method, context.Request.Path, problem.Message);
            await WriteAsync(context, Blank(StatusCodes.Status500InternalServerError, "the host could not answer; its log says why"));
        }
    }

    private static ProblemDocument Blank(int status, string detail) =>
        new(ProblemTypes.Blank, ReasonPhrases.GetReasonPhrase(status), status, detail);

    private static async Task WriteAsync(HttpContext context, ProblemDocument problem)
    {
        if (context.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            context.Abort();
            return;
        }

        context.Response.StatusCode = problem.Status;
        await context.AnswerAsync(problem, ControlJson.Default.ProblemDocument, "application/problem+json");
    }
}
