using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bansuri.Abstractions.Readers;
using Microsoft.AspNetCore.Http;

namespace Bansuri.Host.Control.Routes;

/// <summary>Reading queries and writing documents.</summary>
internal static class Answers
{
    public static async Task AnswerAsync<T>(this HttpContext context, T document, JsonTypeInfo<T> type, string contentType = "application/json")
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(document, type);
        context.Response.ContentType = contentType;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    public static string TaskName(this HttpContext context) => (string)context.Request.RouteValues["name"]!; // every route that asks has {name}

    public static string? Query(this HttpContext context, string key) =>
        context.Request.Query[key] is [{ Length: > 0 } value, ..] ? value : null;

    /// <summary><c>?key</c>, <c>?key=true</c> and <c>?key=1</c>, or the opposite.</summary>
    public static bool Flag(this HttpContext context, string key, bool fallback) => context.Request.Query[key] switch
    {
        [] => fallback,
        ["" or "true" or "1"] => true,
        ["false" or "0"] => false,
        _ => throw ProblemException.BadRequest($"'{key}' is true or false"),
    };

    public static TimeSpan? Duration(this HttpContext context, string key) => context.Query(key) switch
    {
        null => null,
        var text when Durations.TryParse(text, out var value) => value,
        var text => throw ProblemException.BadRequest($"'{text}' is no duration; '{key}' is one such as 30s or 1h30m"),
    };
}
