using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bansuri.Host.Control.Contracts;
using Bansuri.Host.Control.Events;
using Microsoft.AspNetCore.Http;

namespace Bansuri.Host.Control.Routes;

/// <summary>
/// One answer of server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), until the reader goes or the
/// host ends. What there is goes out before more is waited for: the reader is live, and back-pressure reaches only the source's gap.
/// </summary>
internal sealed class EventStream(HttpContext context, CancellationToken ending)
{
    private const int MostUnsent = 32 << 10;

    private Utf8JsonWriter? _json;

    public async Task WriteAsync(EventLog events)
    {
        var after = context.Request.Headers["Last-Event-ID"] is [{ } text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? last
            : events.Last;
        await WhileWantedAsync(async token =>
        {
            await foreach (var next in events.ReadAsync(after, token))
            {
                if (next.Missed > 0)
                {
                    Append("gap"u8, new GapDocument(next.Missed), ControlJson.Default.GapDocument);
                }

                Append("transition"u8, next.Transition, ControlJson.Default.TransitionDocument, next.Number);
                await context.Response.BodyWriter.FlushAsync(token);
            }
        });
    }

    public Task WriteAsync(Func<CancellationToken, IAsyncEnumerable<LogLine>> lines) => WhileWantedAsync(async token =>
    {
        await using var each = lines(token).GetAsyncEnumerator(token);
        while (true)
        {
            var next = each.MoveNextAsync();
            if (!next.IsCompleted || context.Response.BodyWriter.UnflushedBytes > MostUnsent)
            {
                await context.Response.BodyWriter.FlushAsync(token);
            }

            if (!await next)
            {
                return;
            }

            Append("line"u8, each.Current, ControlJson.Default.LogLine);
        }
    });

    private async Task WhileWantedAsync(Func<CancellationToken, Task> write)
    {
        using var wanted = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ending);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.StartAsync(wanted.Token);
        try
        {
            await context.Response.BodyWriter.FlushAsync(wanted.Token);
            await write(wanted.Token);
        }
        catch (OperationCanceledException) when (wanted.IsCancellationRequested)
        {
            // The reader has gone, or the host goes: the answer is complete.
        }
    }

    // A flood passes here: nothing is made for a line but its bytes.
    private void Append<T>(ReadOnlySpan<byte> name, T document, JsonTypeInfo<T> type, long? number = null)
    {
        var body = context.Response.BodyWriter;
        if (number is { } value)
        {
            body.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {value}\n")));
        }

        body.Write("event: "u8);
        body.Write(name);
        body.Write("\ndata: "u8);
        _json ??= new Utf8JsonWriter(body);
        _json.Reset();
        JsonSerializer.Serialize(_json, document, type);
        body.Write("\n\n"u8);
    }
}
