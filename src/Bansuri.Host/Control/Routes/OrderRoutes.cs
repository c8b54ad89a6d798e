using Bansuri.Abstractions;
using Bansuri.Abstractions.Readers;
using Bansuri.Host.Control.Contracts;
using Bansuri.Host.Supervision;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Control.Routes;

/// <summary>What an operator may do to a task.</summary>
internal sealed class OrderRoutes(ITaskBoard board, TimeProvider time, ILogger log)
{
    public static string Word(TaskOrder order) => order.ToString().ToLowerInvariant();

    /// <summary>Waits for the result; <c>?wait=false</c> does not, and <c>?timeout=30s</c> bounds the wait, never the order.</summary>
    public async Task OrderAsync(HttpContext context, TaskOrder order)
    {
        var name = context.TaskName();
        var timeout = context.Duration("timeout");
        if (!context.Flag("wait", fallback: true))
        {
            await PostAsync(context, name, order);
            return;
        }

        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var result = board.OrderAsync(name, order, waiting.Token) ?? throw ProblemException.NoSuchTask(name);
        ControlEvents.Ordered(log, name, Word(order));
        try
        {
            await AnswerAsync(context, Result(name, await BoundedAsync(result, timeout)));
        }
        catch (TimeoutException)
        {
            var task = board.Find(name);
            throw ProblemException.WaitTimedOut($"{name}: {Word(order)} is not done after {Durations.Format(timeout!.Value)}, the task is {Describe(task)}; the order stands");
        }
        finally
        {
            await waiting.CancelAsync();
            Forget(result);
        }
    }

    public async Task SignalAsync(HttpContext context)
    {
        var name = context.TaskName();
        var text = context.Query("signal") ?? throw ProblemException.BadRequest("'signal' is missing: a name or a number, such as HUP");
        if (!SignalNames.TryParse(text, out var signal))
        {
            throw ProblemException.BadRequest($"'{text}' is no signal; one is a name or a number, such as HUP, SIGUSR1 or 10");
        }

        var processes = board.Signal(name, signal) ?? throw ProblemException.NoSuchTask(name);
        ControlEvents.Ordered(log, name, SignalNames.Format(signal));
        await context.AnswerAsync(new SignalDocument(processes), ControlJson.Default.SignalDocument);
    }

    private async Task PostAsync(HttpContext context, string name, TaskOrder order)
    {
        var posted = board.PostAsync(name, order) ?? throw ProblemException.NoSuchTask(name);
        ControlEvents.Ordered(log, name, Word(order));
        await AnswerAsync(context, await posted is { } refusal ? throw Refused(name, refusal) : Accepted(name, order));
    }

    private Task<OrderResult> BoundedAsync(Task<OrderResult> result, TimeSpan? timeout) =>
        timeout is { } limit ? result.WaitAsync(limit, time) : result;

    // Of several tasks the message must say which one it is about.
    private static ProblemException Refused(string name, string reason) => ProblemException.Refused($"{name}: {reason}");

    private static OrderDocument Result(string name, OrderResult result) => result.Outcome switch
    {
        OrderOutcome.Refused => throw Refused(name, result.Message),
        OrderOutcome.Failed => new OrderDocument(OrderDocument.Failed, result.Message, TaskDocuments.From(result.Task)),
        _ => new OrderDocument(OrderDocument.Done, result.Message, TaskDocuments.From(result.Task)),
    };

    private OrderDocument Accepted(string name, TaskOrder order) => board.Find(name) is { } task
        ? new OrderDocument(OrderDocument.Accepted, $"{Word(order)} ordered", TaskDocuments.From(task))
        : throw ProblemException.NoSuchTask(name);

    private static Task AnswerAsync(HttpContext context, OrderDocument document)
    {
        context.Response.StatusCode = document.Outcome == OrderDocument.Accepted ? StatusCodes.Status202Accepted : StatusCodes.Status200OK;
        return context.AnswerAsync(document, ControlJson.Default.OrderDocument);
    }

    private static string Describe(TaskSnapshot? task) => task is null ? "removed" : $"{TaskDocuments.Word(task.State)} ({task.Reason})";

    /// <summary>Nobody looks at the result of an order that is no longer waited for.</summary>
    private static void Forget(Task result) => _ = result.ContinueWith(
        ended => _ = ended.Exception,
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
