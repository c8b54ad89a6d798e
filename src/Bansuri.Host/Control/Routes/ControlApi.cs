using Bansuri.Host.Control.Contracts;
using Bansuri.Host.Control.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Control.Routes;

/// <summary>The table of routes; docs/operations.md describes each.</summary>
internal sealed class ControlApi(ControlServices services, EventLog events, TimeProvider time, ILogger log)
{
    public void Map(WebApplication application)
    {
        var ending = application.Lifetime.ApplicationStopping;
        var tasks = new TaskRoutes(services, ending);
        var orders = new OrderRoutes(services.Board, time, log);
        application.Use(new ProblemMiddleware(log).InvokeAsync);

        application.MapGet("/healthz", context => context.Response.WriteAsync("ok\n"));
        application.MapGet("/metrics", context => MetricsText.WriteAsync(context.Response, services));
        application.MapGet("/v1/host", context => context.AnswerAsync(services.Host.Current, ControlJson.Default.HostDocument));
        application.MapGet("/v1/plugins", context => context.AnswerAsync(services.Plugins.Current, ControlJson.Default.PluginsDocument));
        application.MapGet("/v1/plan", async context =>
            await context.AnswerAsync(await services.Reloads.PlanAsync(Draft(context), context.RequestAborted), ControlJson.Default.ReloadDocument));
        application.MapPost("/v1/reload", async context =>
            await context.AnswerAsync(await services.Reloads.ReloadAsync(context.RequestAborted), ControlJson.Default.ReloadDocument));
        application.MapPost("/v1/shutdown", async context =>
        {
            // Answered first: the shutdown ends this interface too.
            await context.AnswerAsync(new ShutdownDocument(services.Host.Current.Pid), ControlJson.Default.ShutdownDocument);
            services.Shutdown.Request("ordered over the control socket");
        });
        application.MapGet("/v1/events", context => new EventStream(context, ending).WriteAsync(events));

        application.MapGet("/v1/tasks", tasks.ListAsync);
        application.MapGet("/v1/tasks/{name}", tasks.OneAsync);
        application.MapGet("/v1/tasks/{name}/why", tasks.WhyAsync);
        application.MapGet("/v1/tasks/{name}/next", tasks.NextAsync);
        application.MapGet("/v1/tasks/{name}/logs", context => tasks.LogsAsync(context, time));
        application.MapPost("/v1/tasks/{name}/signal", orders.SignalAsync);
        foreach (var order in Enum.GetValues<Supervision.TaskOrder>())
        {
            application.MapPost("/v1/tasks/{name}/" + OrderRoutes.Word(order), context => orders.OrderAsync(context, order));
        }
    }

    // The client's working directory is not this one's.
    private static string? Draft(HttpContext context) => context.Query("file") switch
    {
        null => null,
        ['/', ..] and var path => path,
        var path => throw ProblemException.BadRequest($"'{path}' is no absolute path"),
    };
}
