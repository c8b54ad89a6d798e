using Microsoft.AspNetCore.Http;

namespace Bansuri.Host.Control.Routes;

/// <summary>Finds who answers a request, as ASP.NET's routing does: two dozen routes are looked at one after the other.</summary>
internal sealed class RouteTable
{
    private readonly List<Route> _routes = [];

    public void Get(string path, RequestDelegate answer) => _routes.Add(new Route(HttpMethods.Get, path, answer));

    public void Post(string path, RequestDelegate answer) => _routes.Add(new Route(HttpMethods.Post, path, answer));

    /// <summary>Has it answered, or leaves 404 (no such path) or 405 (another method's) behind.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        var segments = Route.Segments(context.Request.Path.Value ?? "");
        var matching = _routes.FindAll(route => route.IsMatch(segments));
        if (matching.Find(route => HttpMethods.Equals(route.Method, context.Request.Method)) is { } found)
        {
            return found.AnswerAsync(context, segments);
        }

        if (matching.Count == 0)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = string.Join(", ", matching.Select(route => route.Method));
        }

        return Task.CompletedTask;
    }
}
