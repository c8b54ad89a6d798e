using System.ComponentModel;
using Bansuri.Abstractions;

namespace Bansuri.Plugins.Http;

/// <summary>What stands in <c>with</c> of an HTTP task.</summary>
/// <param name="Url">The address, <c>http</c> or <c>https</c>.</param>
/// <param name="Method">Default GET.</param>
/// <param name="Headers">Of the request.</param>
/// <param name="Body">Of the request, UTF-8; sent as <c>text/plain</c> unless <c>headers</c> name another <c>Content-Type</c>.</param>
/// <param name="Status">The status codes that are as they should be. Default: 200 to 299.</param>
/// <param name="Match">A .NET regular expression that the body must match.</param>
/// <param name="MaxLatency">The longest time until the headers of the answer are there; default: none.</param>
/// <param name="MaxBody">So much of the body is read; the rest is not looked at.</param>
/// <param name="FollowRedirects">Whether the answer to a redirect is that of its target.</param>
public sealed record HttpOptions(
    [Description("the address, http or https")] string Url,
    [Description("the request's method")] string Method = "GET",
    [Description("headers of the request")] IReadOnlyDictionary<string, string>? Headers = null,
    [Description("the request's body; text/plain unless headers name another Content-Type")] string? Body = null,
    [Description("the status codes that are as they should be. Default: 200 to 299")] IReadOnlyList<int>? Status = null,
    [Description("a .NET regular expression that the body must match")] string? Match = null,
    [Description("the longest time until the answer begins")] TimeSpan? MaxLatency = null,
    [Description("so much of the body is read. Default: 1MiB")] ByteSize? MaxBody = null,
    [Description("whether the answer to a redirect is that of its target")] bool FollowRedirects = true);
