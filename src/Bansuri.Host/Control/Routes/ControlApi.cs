using Bansuri.Host.Control.Contracts;
using Bansuri.Host.Control.Events;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Control.Routes;

/// <summary>The table of routes; docs/operations.md describes each.</summary>
internal sealed class ControlApi(ControlServices services, EventLog events, TimeProvider time, ILogger log)
{
    /// <param name="ending">Ends the answers that would go on for ever.</param>
    public RouteTable Routes(CancellationToken ending)
    {
        var routes = new RouteTable();
        var tasks = new TaskRoutes(services, ending);
        var orders = new OrderRoutes(services.Board, time, log);

        routes.Get("/healthz", context => context.Response.WriteAsync("ok\n"));
        routes.Get("/metrics", context => MetricsText.WriteAsync(context.Response, services));
        routes.Get("/v1/host", context => context.AnswerAsync(services.Host.Current, ControlJson.Default.HostDocument));
        routes.Get("/v1/plugins", context => context.AnswerAsync(services.Plugins.Current, ControlJson.Default.PluginsDocument));
        routes.Get("/v1/plan", async context =>
            await context.AnswerAsync(await services.Reloads.PlanAsync(Draft(context), context.RequestAborted), ControlJson.Default.ReloadDocument));
        routes.Post("/v1/reload", async context =>
            await context.AnswerAsync(await services.Reloads.ReloadAsync(context.RequestAborted), ControlJson.Default.ReloadDocument));
        routes.Post("/v1/shutdown", async context =>
        {
            // Answered first: the shutdown ends this interface too.
            await context.AnswerAsync(new ShutdownDocument(services.Host.Current.Pid), ControlJson.Default.ShutdownDocument);
            services.Shutdown.Request("ordered over the control socket");
        });
        routes.Get("/v1/events", context => new EventStream(context, ending).WriteAsync(events));

        routes.Get("/v1/tasks", tasks.ListAsync);
        routes.Get("/v1/tasks/{name}", tasks.OneAsync);
        routes.Get("/v1/tasks/{name}/why", tasks.WhyAsync);
        routes.Get("/v1/tasks/{name}/next", tasks.NextAsync);
        routes.Get("/v1/tasks/{name}/logs", context => tasks.LogsAsync(context, time));
        routes.Post("/v1/tasks/{name}/signal", orders.SignalAsync);
        foreach (var order in Enum.GetValues<Supervision.TaskOrder>())
        {
            routes.Post("/v1/tasks/{name}/" + OrderRoutes.Word(order), context => orders.OrderAsync(context, order));
        }

        return routes;
    }

    // The client's working directory is not this one's.
    private static string? Draft(HttpContext context) => context.Query("file") switch
    {
        null => null,
        ['/', ..] and var path => path,
        var path => throw ProblemException.BadRequest($"'{path}' is no absolute path"),
    };
}
