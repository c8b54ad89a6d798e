namespace Bansuri.Abstractions.Tests;

public sealed class FromDictionaryTests
{
    [Fact]
    public void The_example_of_the_readme_becomes_a_configuration()
    {
        var config = TaskConfig.FromDictionary(new Dictionary<string, object?>
        {
            ["name"] = "data-processor",
            ["command"] = "python process_data.py",
            ["times"] = 5,
            ["timeout"] = "10m",
        });

        Assert.Equal("data-processor", config.Identification.Name);
        Assert.Equal("python process_data.py", config.Identification.Command!.Text);
        Assert.Equal(5, config.FailureControl.Times);
        Assert.Equal(OnFail.Restart, config.FailureControl.OnFail);
        Assert.Equal(TimeSpan.FromMinutes(10), config.Scheduling.Timeout);
        Assert.False(config.Scheduling.IsPeriodic);
        Assert.Equal(Environment.CurrentDirectory, config.Identification.WorkingDirectory);
    }

    [Fact]
    public void Every_problem_is_reported_at_once()
    {
        var problem = Assert.Throws<TaskConfigException>(() => TaskConfig.FromDictionary(new Dictionary<string, object?>
        {
            ["tiemout"] = "10m",
            ["times"] = -1,
            ["scheduling"] = new Dictionary<string, object?> { ["timer"] = "soon", ["user"] = "ada" },
        }));

        Assert.Equal(
            [
                "unknown key 'tiemout' in an entry without a name",
                "'user' in an entry without a name stands in 'scheduling', but is a key of 'identification'",
                "bad value '-1' for 'times': expected a whole number of at least 1, or 'unlimited'",
                "bad value 'soon' for 'scheduling.timer': expected a duration, such as '90s', '10m', '1h30m' or '2d', or 'none'",
                "an entry has no 'name'",
                "an entry has no 'command', which the type 'shell' requires",
            ],
            problem.Problems);
    }

    [Fact]
    public void The_spellings_of_the_ancestor_are_read()
    {
        var config = TaskConfig.FromDictionary(new Dictionary<string, object?>
        {
            ["general"] = new Dictionary<string, object?> { ["name"] = "old", ["command"] = new[] { "run", "it" }, ["working_directory"] = "/srv" },
            ["scheduling"] = new Dictionary<string, object?> { ["scheduler"] = "cron", ["params"] = "0 2 * * *", ["max-runs"] = "5" },
            ["failure-control"] = new Dictionary<string, object?>
            {
                ["max-attempts"] = "3",
                ["restart-params"] = new Dictionary<string, object?> { ["after"] = 30 },
                ["notify"] = new Dictionary<string, object?> { ["enabled"] = true, ["mode"] = "after-many", ["after-threshold"] = 2, ["handler"] = "command", ["handler-config"] = "page me" },
            },
            ["logging"] = new Dictionary<string, object?> { ["stdout"] = "out.log", ["stderr"] = "$$combined" },
        });

        Assert.Equal(["run", "it"], config.Identification.Command!.Arguments);
        Assert.Equal("/srv", config.Identification.WorkingDirectory);
        Assert.Equal("0 2 * * *", config.Scheduling.ScheduleCron);
        Assert.Equal(5, config.Scheduling.MaxRuns);
        Assert.Equal(3, config.FailureControl.Times);
        Assert.Equal(TimeSpan.FromSeconds(30), config.FailureControl.RestartDelay);
        Assert.Equal(NotifyEvents.Fail, config.Logging.Notify);
        Assert.Equal(2, config.Logging.NotifyThreshold);
        Assert.Equal(["command: page me"], config.Logging.NotifyWith);
        Assert.Equal(OutputTargetKind.Combined, config.Logging.Stderr.Kind);
    }

    [Fact]
    public void Null_counts_as_not_written() =>
        Assert.Null(TaskConfig.FromDictionary(new Dictionary<string, object?> { ["name"] = "x", ["command"] = "y", ["timeout"] = null }).Scheduling.Timeout);

    [Fact]
    public void A_dictionary_that_holds_itself_is_refused()
    {
        var endless = new Dictionary<string, object?> { ["name"] = "x", ["command"] = "y" };
        endless["with"] = endless;

        Assert.Throws<TaskConfigException>(() => TaskConfig.FromDictionary(endless));
    }

    [Theory]
    [InlineData("times", 3, "on-fail", "ignore")]
    [InlineData("restart-delay", "1h", "backoff", "linear")]
    public void What_is_odd_but_possible_is_no_error(string first, object firstValue, string second, object secondValue)
    {
        var config = TaskConfig.FromDictionary(new Dictionary<string, object?> { ["name"] = "x", ["command"] = "y", [first] = firstValue, [second] = secondValue });

        Assert.True(config.FailureControl.RestartDelayMax >= config.FailureControl.RestartDelay);
    }

    [Theory]
    [InlineData("timer", "5m", "schedule-cron", "@daily")]
    [InlineData("forever", true, "timer", "5m")]
    [InlineData("restart-delay", "1h", "restart-delay-max", "1m")]
    public void Keys_that_contradict_each_other_are_refused(string first, object firstValue, string second, object secondValue)
    {
        var entry = new Dictionary<string, object?> { ["name"] = "x", ["command"] = "y", [first] = firstValue, [second] = secondValue };

        Assert.Single(Assert.Throws<TaskConfigException>(() => TaskConfig.FromDictionary(entry)).Problems);
    }

    [Theory]
    [InlineData("http", "http://localhost:80/x", true)]
    [InlineData("http", "localhost", false)]
    [InlineData("tcp", "localhost:80", true)]
    [InlineData("tcp", "localhost:99999", false)]
    [InlineData("log", "^ready$", true)]
    [InlineData("log", "(", false)]
    [InlineData("notify", true, true)]
    [InlineData("notify", false, false)]
    public void A_probe_is_checked(string kind, object target, bool isGood)
    {
        var entry = new Dictionary<string, object?> { ["name"] = "x", ["command"] = "y", ["ready"] = new Dictionary<string, object?> { [kind] = target } };

        Assert.Equal(isGood, Record.Exception(() => TaskConfig.FromDictionary(entry)) is null);
    }
}
