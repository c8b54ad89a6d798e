using Bansuri.Host.Control.Contracts;
using Bansuri.Host.Supervision;
using Microsoft.AspNetCore.Http;

namespace Bansuri.Host.Control.Routes;

/// <summary>What one can ask about tasks.</summary>
internal sealed class TaskRoutes(ControlServices services, CancellationToken ending)
{
    private const int DefaultSlots = 5;
    private const int MostSlots = 1000;

    public Task ListAsync(HttpContext context) =>
        context.AnswerAsync(TaskDocuments.All(services.Board), ControlJson.Default.ImmutableArrayTaskDocument);

    public Task OneAsync(HttpContext context) => context.AnswerAsync(TaskDocuments.From(Find(context)), ControlJson.Default.TaskDocument);

    public Task WhyAsync(HttpContext context)
    {
        var task = Find(context);
        var why = new WhyDocument(TaskDocuments.From(task), [.. services.Board.Transitions(task.Name).Select(TaskDocuments.From)]);
        return context.AnswerAsync(why, ControlJson.Default.WhyDocument);
    }

    public Task NextAsync(HttpContext context)
    {
        var task = Find(context);
        var count = LogQueries.Count(context.Query, "n", DefaultSlots, MostSlots);
        return context.AnswerAsync(new SlotsDocument(task.Name, services.Slots.Coming(task.Name, count)), ControlJson.Default.SlotsDocument);
    }

    public async Task LogsAsync(HttpContext context, TimeProvider time)
    {
        var task = context.TaskName();
        if (services.Board.Find(task) is null && !services.Logs.Has(task))
        {
            throw ProblemException.NoSuchTask(task);
        }

        var query = LogQueries.From(context, time);
        if (TextStream.IsWanted(context))
        {
            await new TextStream(context, query.Follow ? ending : CancellationToken.None).WriteAsync(token => services.Logs.ReadTextAsync(task, query, token));
            return;
        }

        if (query.Follow)
        {
            await new EventStream(context, ending).WriteAsync(token => services.Logs.ReadAsync(task, query, token));
            return;
        }

        var lines = new List<LogLine>();
        await foreach (var line in services.Logs.ReadAsync(task, query, context.RequestAborted))
        {
            lines.Add(line);
        }

        await context.AnswerAsync(new LogDocument([.. lines]), ControlJson.Default.LogDocument);
    }

    private TaskSnapshot Find(HttpContext context) =>
        services.Board.Find(context.TaskName()) ?? throw ProblemException.NoSuchTask(context.TaskName());
}
