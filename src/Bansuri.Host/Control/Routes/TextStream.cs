using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Bansuri.Host.Control.Routes;

/// <summary>
/// One answer of plain lines, for whoever only prints them: of a flood, ten followers on two cores take ten times as many as in server-sent events
/// (docs/decisions/0052-followers-get-plain-lines.md).
/// </summary>
internal sealed class TextStream(HttpContext context, CancellationToken ending)
{
    public const string ContentType = "text/plain";

    private readonly LiveAnswer _answer = new(context, ContentType + "; charset=utf-8", ending);

    public static bool IsWanted(HttpContext context) => context.Request.Headers.Accept is [ContentType];

    public Task WriteAsync(Func<CancellationToken, IAsyncEnumerable<LogText>> texts) => _answer.WriteAsync(texts, text =>
    {
        var body = context.Response.BodyWriter;
        if (text.Missed > 0)
        {
            body.Write([LogText.GapMark]);
            body.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{text.Missed}\n")));
        }

        body.Write(text.Lines.Span);
    });
}
