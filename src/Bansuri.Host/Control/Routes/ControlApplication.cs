using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Bansuri.Host.Control.Routes;

/// <summary>What Kestrel calls for each request.</summary>
internal sealed class ControlApplication(RouteTable routes, ProblemMiddleware problems) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public Task ProcessRequestAsync(HttpContext context) => problems.InvokeAsync(context, routes.AnswerAsync);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // Kestrel owns all that the context refers to.
    }
}
