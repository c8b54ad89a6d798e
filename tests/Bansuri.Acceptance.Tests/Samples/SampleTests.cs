namespace Bansuri.Acceptance.Tests.Samples;

/// <summary>The files that the project ships.</summary>
public sealed class SampleTests : AcceptanceTest
{
    public static TheoryData<string> Configurations() =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "config")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Configurations))]
    public async Task Every_sample_configuration_is_valid(string file)
    {
        (await Sandbox.RunAsync("validate", "-c", Path.Combine(Repository.Root, "config", file))).Expect(0);
    }

    [Fact]
    public async Task The_seed_s_list_runs_its_three_scripts_from_the_root_of_the_repository()
    {
        Needs.Command("python3");
        var host = await Sandbox.HostInAsync(
            Repository.Root, "config/scripts_config.json", "--state-directory", Sandbox.In("state"), "--grace-period", "10s");

        await host.UntilLoggedAsync("OUT [Script1] temperature monitor: started");
        await host.UntilLoggedAsync("OUT [Script2] humidity monitor: started");
        await host.UntilLoggedAsync("OUT [Script3] system monitor: started");
        var end = (await host.ShutDownAsync()).Expect(0);
        Assert.Contains("OUT [Script1] temperature monitor: stopping", end.All, StringComparison.Ordinal);
        Assert.Contains("OUT [Script2] humidity monitor: stopping", end.All, StringComparison.Ordinal);
        Assert.Contains("OUT [Script3] system monitor: stopping", end.All, StringComparison.Ordinal);
        Assert.DoesNotContain("SIGKILL", end.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demonstration_shows_a_clock_and_retries_that_lead_to_success()
    {
        Needs.Command("python3");
        var host = await Sandbox.HostInAsync(Repository.Root, "config/demo.yaml", "--state-directory", Sandbox.In("state"));

        await host.UntilLoggedAsync("OUT [temperature] temperature monitor: started");
        var task = await host.UntilStateAsync("third-time-lucky", "succeeded");
        Assert.Equal((3, 5, 0), (task.Attempt, task.Times, task.FailedRuns));
        await host.UntilLoggedAsync("OUT [clock] it is ");
    }
}
