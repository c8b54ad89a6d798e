using System.Text.Json;

namespace Bansuri.Acceptance.Tests.Validation;

/// <summary>The first minutes of a new user: a file to start from, and the schema that it names.</summary>
public sealed class InitTests : AcceptanceTest
{
    [Theory]
    [InlineData("bansuri.yaml")]
    [InlineData("bansuri.json")]
    public async Task The_start_that_is_written_is_valid_and_runs(string name)
    {
        (await Sandbox.RunAsync("init", name)).Expect(0);

        var validated = (await Sandbox.RunAsync("validate", "--strict", name)).Expect(0);
        Assert.Equal("", validated.Error);
        var host = await Sandbox.HostAsync(name);
        await host.UntilStateAsync("Script1", "running");
        await host.UntilStateAsync("nightly", "scheduled");
        await host.UntilStateAsync("cleanup", "stopped");
        await host.UntilLoggedAsync("Running at");
        (await host.ShutDownAsync()).Expect(0);
    }

    [Fact]
    public async Task Nothing_is_overwritten()
    {
        Sandbox.Write("bansuri.yaml", "mine\n");

        var result = (await Sandbox.RunAsync("init")).Expect(2);

        Assert.Contains("bansuri.yaml' exists, and nothing is overwritten", result.Error, StringComparison.Ordinal);
        Assert.Equal("mine\n", Sandbox.Read("bansuri.yaml"));
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_said_with_its_reason() =>
        Assert.Contains("nowhere/a.yaml' cannot be written: No such file or directory", (await Sandbox.RunAsync("init", "nowhere/a.yaml")).Expect(2).Error, StringComparison.Ordinal);

    [Fact]
    public async Task The_schema_has_the_options_of_the_plugins_that_are_there()
    {
        var result = (await Sandbox.RunAsync("schema")).Expect(0);

        var definitions = JsonDocument.Parse(result.Output).RootElement.GetProperty("$defs");
        Assert.True(definitions.GetProperty("with.python").GetProperty("properties").TryGetProperty("interpreter", out _));
        Assert.Equal("", result.Error);
    }
}
