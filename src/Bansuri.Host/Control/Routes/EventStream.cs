using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bansuri.Host.Control.Contracts;
using Bansuri.Host.Control.Events;
using Microsoft.AspNetCore.Http;

namespace Bansuri.Host.Control.Routes;

/// <summary>One answer of server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html).</summary>
internal sealed class EventStream(HttpContext context, CancellationToken ending)
{
    private readonly LiveAnswer _answer = new(context, "text/event-stream", ending);
    private Utf8JsonWriter? _json;

    public Task WriteAsync(EventLog events)
    {
        var after = context.Request.Headers["Last-Event-ID"] is [{ } text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? last
            : events.Last;
        return _answer.WriteAsync(token => events.ReadAsync(after, token), next =>
        {
            if (next.Missed > 0)
            {
                Append("gap"u8, new GapDocument(next.Missed), ControlJson.Default.GapDocument);
            }

            Append("transition"u8, next.Transition, ControlJson.Default.TransitionDocument, next.Number);
        });
    }

    public Task WriteAsync(Func<CancellationToken, IAsyncEnumerable<LogLine>> lines) =>
        _answer.WriteAsync(lines, line => Append("line"u8, line, ControlJson.Default.LogLine));

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
