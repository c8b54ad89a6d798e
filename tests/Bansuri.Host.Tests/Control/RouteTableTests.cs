using Bansuri.Host.Control.Routes;
using Microsoft.AspNetCore.Http;

namespace Bansuri.Host.Tests.Control;

public sealed class RouteTableTests
{
    [Theory]
    [InlineData("GET", "/v1/tasks", 200, "all ")]
    [InlineData("GET", "/v1/tasks/", 200, "all ")]
    [InlineData("GET", "/V1/Tasks", 200, "all ")]
    [InlineData("get", "/v1/tasks", 200, "all ")]
    [InlineData("GET", "/v1/tasks/Backup", 200, "one Backup")]
    [InlineData("GET", "/v1/tasks/why/why", 200, "why why")]
    [InlineData("POST", "/v1/tasks/backup/stop", 200, "stop backup")]
    [InlineData("GET", "/v1/tasks//why", 404, null)]
    [InlineData("GET", "/v1/tasks/backup/why/not", 404, null)]
    [InlineData("GET", "/", 404, null)]
    [InlineData("GET", "", 404, null)]
    [InlineData("HEAD", "/v1/tasks", 405, null)]
    [InlineData("GET", "/v1/tasks/backup/stop", 405, null)]
    public async Task A_request_goes_to_the_route_of_its_path_and_method(string method, string path, int status, string? answered)
    {
        string? answer = null;
        RequestDelegate Answer(string route) => context =>
        {
            answer = $"{route} {context.Request.RouteValues["name"]}";
            return Task.CompletedTask;
        };

        var routes = new RouteTable();
        routes.Get("/v1/tasks", Answer("all"));
        routes.Get("/v1/tasks/{name}", Answer("one"));
        routes.Get("/v1/tasks/{name}/why", Answer("why"));
        routes.Post("/v1/tasks/{name}/stop", Answer("stop"));
        var context = new DefaultHttpContext();
        context.Request.Method = method;
        context.Request.Path = path;

        await routes.AnswerAsync(context);

        Assert.Equal(answered, answer);
        Assert.Equal(status, context.Response.StatusCode);
    }

    [Fact]
    public async Task A_path_of_other_methods_says_which()
    {
        var routes = new RouteTable();
        routes.Get("/v1/tasks", _ => Task.CompletedTask);
        routes.Post("/v1/tasks", _ => Task.CompletedTask);
        var context = new DefaultHttpContext();
        context.Request.Method = HttpMethods.Delete;
        context.Request.Path = "/v1/tasks";

        await routes.AnswerAsync(context);

        Assert.Equal("GET, POST", context.Response.Headers.Allow.ToString());
    }
}
