using Bansuri.Host.Supervision.Runs;

namespace Bansuri.Host.Tests.Supervision;

public sealed class TaskEnvironmentTests
{
    private static readonly Dictionary<string, string> Host = new()
    {
        ["PATH"] = "/bin",
        ["SLURM_JOB_ID"] = "7",
        ["EDITOR"] = "vi",
        ["BANSURI_RUN_ID"] = "of the host above",
        ["NOTIFY_SOCKET"] = "/run/systemd/notify",
    };

    [Fact]
    public void A_task_gets_what_the_host_has_but_not_what_was_meant_for_the_host()
    {
        var variables = Of([]);
        Assert.Equal("vi", variables["EDITOR"]);
        Assert.Equal("mine", variables["BANSURI_RUN_ID"]);
        Assert.False(variables.ContainsKey("NOTIFY_SOCKET"));
        Assert.False(variables.TryGetValue("NOTIFY_SOCKET", out _));
    }

    [Fact]
    public void A_clean_environment_lets_through_what_a_job_needs()
    {
        var names = Of([], "clean-environment: true").Keys.Where(name => !name.StartsWith("BANSURI_", StringComparison.Ordinal));
        Assert.Equal(["PATH", "SLURM_JOB_ID"], names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_the_configuration_says_wins_over_files_and_files_win_over_the_host()
    {
        var variables = Of([new("EDITOR", "of the file"), new("PATH", "of the file")], "environment: {PATH: of the task}");
        Assert.Equal("of the file", variables["EDITOR"]);
        Assert.Equal("of the task", variables["PATH"]);
    }

    [Fact]
    public void A_variable_that_is_hidden_is_there_once()
    {
        var variables = Of([new("EDITOR", "of the file")]);
        Assert.Single(variables, variable => variable.Key == "EDITOR");
        Assert.Equal(variables.Count, variables.Keys.Distinct().Count());
        Assert.Equal(variables.Count, variables.ToList().Count);
        Assert.Equal(variables.Keys.Select(name => variables[name]), variables.Values);
    }

    private static IReadOnlyDictionary<string, string> Of(KeyValuePair<string, string>[] files, params string[] keys)
    {
        var config = Tasks.Config(keys);
        var order = new AttemptOrder(config, () => config, "mine", 1, null, null) { Identity = "job" };
        return TaskEnvironment.Of(order, new InheritedEnvironment(Host), files, "/run/socket");
    }
}
