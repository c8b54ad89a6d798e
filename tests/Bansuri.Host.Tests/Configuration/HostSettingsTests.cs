using Bansuri.Host.Configuration;

namespace Bansuri.Host.Tests.Configuration;

public sealed class HostSettingsTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Flags_win_over_variables_and_those_over_the_file()
    {
        _folder.Variables["BANSURI_HOST_GRACE_PERIOD"] = "20s";
        _folder.Variables["BANSURI_HOST_LOG_LEVEL"] = "debug";
        _folder.Variables["BANSURI_HOST_PLUGINS"] = "p1:/p2";
        _folder.Write("a.yaml", "host: {check-interval: 1s, grace-period: 1s, log: {level: error, keep: 7}, watchdog_timeout: null}\ntasks: [a]");
        var flags = new HostOverrides([KeyValuePair.Create("check-interval", "9s"), KeyValuePair.Create("log.level", "warning")]);

        var host = _folder.Load("a.yaml", flags).Config!.Host;

        Assert.Equal(TimeSpan.FromSeconds(9), host.CheckInterval);
        Assert.Equal(TimeSpan.FromSeconds(20), host.GracePeriod);
        Assert.Equal(HostLogLevel.Warning, host.LogLevel);
        Assert.Equal(7, host.LogKeep);
        Assert.Equal([Path.Combine(_folder.Path, "p1"), "/p2"], host.Plugins);
        Assert.Equal(Path.Combine(_folder.Path, ".bansuri"), host.StateDirectory);
    }

    [Fact]
    public void The_grace_period_is_that_of_the_tasks() =>
        Assert.Equal(TimeSpan.FromSeconds(7), _folder.ReadOne("host: {watchdog-timeout: 7}\ntasks: [a]").FailureControl.GracePeriod);

    [Theory]
    [InlineData("unlimited", null)]
    [InlineData("3", 3)]
    public void Requeues_are_counted_or_unlimited(string written, int? expected)
    {
        _folder.Write("a.yaml", $"host: {{slurm: {{requeue-max: {written}}}}}\ntasks: [a]");

        Assert.Equal(expected, _folder.Load("a.yaml").Config!.Host.SlurmRequeueMax);
    }

    [Fact]
    public void A_bad_variable_or_flag_is_an_error_that_names_it()
    {
        _folder.Variables["BANSURI_HOST_CHECK_INTERVAL"] = "often";
        _folder.Write("a.yaml", "tasks: [a]");

        var messages = _folder.Render(_folder.Load("a.yaml", new HostOverrides([KeyValuePair.Create("grace-period", "long")])));

        Assert.Contains("'often' for 'BANSURI_HOST_CHECK_INTERVAL'", messages, StringComparison.Ordinal);
        Assert.Contains("'long' for '--grace-period'", messages, StringComparison.Ordinal);
        Assert.EndsWith("2 errors; configuration not applied\n", messages, StringComparison.Ordinal);
    }
}
