using Microsoft.AspNetCore.Http;

namespace Bansuri.Host.Control.Routes;

/// <summary>A method and a path, and who answers; <c>{name}</c> in the path is any segment that is not empty.</summary>
internal sealed class Route(string method, string path, RequestDelegate answer)
{
    private readonly string[] _pattern = Segments(path);

    public string Method => method;

    /// <summary>A slash at the end is none.</summary>
    public static string[] Segments(string path) => (path.EndsWith('/') ? path[..^1] : path).Split('/');

    public bool IsMatch(string[] segments)
    {
        if (segments.Length != _pattern.Length)
        {
            return false;
        }

        for (var i = 0; i < segments.Length; i++)
        {
            if (IsParameter(i) ? segments[i].Length == 0 : !segments[i].Equals(_pattern[i], StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    public Task AnswerAsync(HttpContext context, string[] segments)
    {
        for (var i = 0; i < segments.Length; i++)
        {
            if (IsParameter(i))
            {
                context.Request.RouteValues[_pattern[i][1..^1]] = segments[i];
            }
        }

        return answer(context);
    }

    private bool IsParameter(int segment) => _pattern[segment].StartsWith('{');
}
