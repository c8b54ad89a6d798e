namespace Bansuri.Host.Tests.Cli;

public sealed class CommandLineTests
{
    private readonly RecordedRunner _runner = new();

    [Fact]
    public async Task Run_passes_its_flags_on_and_its_exit_code_back()
    {
        var run = await CommandRun.OfAsync(
            [
                "run", "-c", "a.yaml", "--check-interval", "5s", "--grace-period", "90", "--plugins", "p1", "--plugins", "p2", "--state-directory", "s",
                "--exit-when-done", "--log-file", "l", "--log-format", "json", "--log-level", "debug", "--watch", "poll", "--take-over", "--strict-permissions",
            ],
            _runner);

        Assert.Equal(7, run.Code);
        var options = _runner.Run!;
        Assert.Equal(("a.yaml", "s", "l", "json", "debug", "poll"), (options.Config, options.StateDirectory, options.LogFile, options.LogFormat, options.LogLevel, options.Watch));
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(90)), (options.CheckInterval, options.GracePeriod));
        Assert.Equal(["p1", "p2"], options.Plugins);
        Assert.True(options is { ExitWhenDone: true, TakeOver: true, StrictPermissions: true });
    }

    [Fact]
    public async Task Run_without_flags_decides_nothing()
    {
        await CommandRun.OfAsync(["run"], _runner);

        var options = _runner.Run!;
        Assert.Null(options.Config ?? options.StateDirectory ?? options.LogFile ?? options.LogFormat ?? options.LogLevel ?? options.Watch);
        Assert.Null(options.CheckInterval ?? options.GracePeriod);
        Assert.Empty(options.Plugins);
        Assert.False(options.ExitWhenDone || options.TakeOver || options.StrictPermissions);
    }

    [Theory]
    [InlineData("validate", "a.yaml")]
    [InlineData("validate", "-c", "a.yaml")]
    [InlineData("validate", "--config", "a.yaml", "--strict")]
    public async Task Validate_takes_its_file_in_either_way(params string[] arguments)
    {
        var run = await CommandRun.OfAsync(arguments, _runner);

        Assert.Equal(2, run.Code);
        Assert.Equal("a.yaml", _runner.Validate!.Config);
        Assert.Equal(arguments.Contains("--strict"), _runner.Validate.Strict);
    }

    [Theory]
    [InlineData("dance")]
    [InlineData("stop")]
    [InlineData("stop", "a", "--all")]
    [InlineData("run", "--check-interval", "soon")]
    [InlineData("run", "--log-format", "xml")]
    [InlineData("logs")]
    [InlineData("status", "--job", "x")]
    [InlineData("validate", "a", "-c", "b")]
    [InlineData("completion", "csh")]
    [InlineData]
    public async Task Bad_usage_is_exit_2_and_says_where_help_is(params string[] arguments)
    {
        var run = await CommandRun.OfAsync(arguments, _runner);

        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.StartsWith("error: ", run.Error, StringComparison.Ordinal);
        Assert.EndsWith(" --help'\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error: unknown command 'statsu'; did you mean 'status'?\n  = help: see 'bansuri --help'\n", "statsu")]
    [InlineData("error: a command is missing\n  = help: see 'bansuri --help'\n")]
    [InlineData("error: unknown option '--jbo'; did you mean '--job'?\n  = help: see 'bansuri status --help'\n", "status", "--jbo")]
    [InlineData("error: unknown option '--no-wiat'; did you mean '--no-wait'?\n  = help: see 'bansuri stop --help'\n", "stop", "a", "--no-wiat")]
    [InlineData("error: unknown option '--strct'; did you mean '--strict'?\n  = help: see 'bansuri validate --help'\n", "validate", "--strct")]
    [InlineData("error: unknown argument 'x'\n  = help: see 'bansuri reload --help'\n", "reload", "x")]
    [InlineData("error: 'soon' is no duration; one is written such as 90s, 10m or 1h30m\n  = help: see 'bansuri run --help'\n", "run", "--grace-period", "soon")]
    public async Task A_word_that_is_not_known_is_named_with_the_nearest_one(string error, params string[] arguments) =>
        Assert.Equal(error, (await CommandRun.OfAsync(arguments, _runner)).Error);

    [Fact]
    public async Task No_host_of_this_user_is_exit_3()
    {
        var run = await CommandRun.OfAsync(["status", "--config", "/nonexistent/bansuri.yaml"], _runner);

        Assert.Equal((3, "error: no host runs with '/nonexistent/bansuri.yaml' on this node; start one with 'bansuri run -c FILE'\n"), (run.Code, run.Error));
    }

    [Theory]
    [InlineData("version")]
    [InlineData("--version")]
    public async Task The_version_is_one_line(string argument)
    {
        var run = await CommandRun.OfAsync([argument], _runner);

        Assert.Equal(0, run.Code);
        Assert.Matches(@"^bansuri \d+\.\d+\.\d+\S*\n$", run.Out);
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _bansuri bansuri")]
    [InlineData("zsh", "compdef _bansuri bansuri")]
    [InlineData("fish", "complete -c bansuri")]
    public async Task Completion_prints_a_script(string shell, string line) =>
        Assert.Contains(line, (await CommandRun.OfAsync(["completion", shell], _runner)).Out, StringComparison.Ordinal);

    [Fact]
    public async Task The_completion_scripts_ask_the_program_itself() =>
        Assert.Contains("status\n", (await CommandRun.OfAsync(["[suggest:11]", "bansuri sta"], _runner)).Out, StringComparison.Ordinal);
}
