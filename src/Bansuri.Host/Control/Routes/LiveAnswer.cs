using Microsoft.AspNetCore.Http;

namespace Bansuri.Host.Control.Routes;

/// <summary>
/// An answer that goes on until the reader goes or the host ends. What there is goes out before more is waited for: the reader is live, and
/// back-pressure reaches only the source's gap.
/// </summary>
/// <param name="context">Whose answer it is.</param>
/// <param name="contentType">Of what.</param>
/// <param name="ending">The end of the host, after which the answer is complete.</param>
internal sealed class LiveAnswer(HttpContext context, string contentType, CancellationToken ending)
{
    private const int MostUnsent = 32 << 10;

    /// <summary>Writes each item and flushes between them where need be.</summary>
    public Task WriteAsync<T>(Func<CancellationToken, IAsyncEnumerable<T>> items, Action<T> write) => WhileWantedAsync(async token =>
    {
        await using var each = items(token).GetAsyncEnumerator(token);
        while (true)
        {
            var next = each.MoveNextAsync();
            try
            {
                if (!next.IsCompleted || context.Response.BodyWriter.UnflushedBytes > MostUnsent)
                {
                    await context.Response.BodyWriter.FlushAsync(token);
                }
            }
            catch
            {
                // What is under way cannot be disposed of; it ends of the same token.
                await ((Task)next.AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }

            if (!await next)
            {
                return;
            }

            write(each.Current);
        }
    });

    private async Task WhileWantedAsync(Func<CancellationToken, Task> write)
    {
        using var wanted = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ending);
        context.Response.ContentType = contentType;
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
}
