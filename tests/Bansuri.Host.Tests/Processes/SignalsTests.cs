using Bansuri.Abstractions;
using Bansuri.Host.Processes;

namespace Bansuri.Host.Tests.Processes;

public sealed class SignalsTests
{
    [Theory]
    [InlineData("TERM", 15, "SIGTERM")]
    [InlineData("SIGTERM", 15, "SIGTERM")]
    [InlineData("sigusr1", 10, "SIGUSR1")]
    [InlineData("15", 15, "SIGTERM")]
    [InlineData("SYS", 31, "SIGSYS")]
    [InlineData("RTMIN", 34, "SIGRTMIN")]
    [InlineData("SIGRTMIN+3", 37, "SIGRTMIN+3")]
    [InlineData("64", 64, "SIGRTMIN+30")]
    public void A_signal_has_a_name_and_a_number(string text, int number, string name)
    {
        Assert.True(SignalNames.TryParse(text, out var parsed));
        Assert.Equal((number, name), (parsed, SignalNames.Format(parsed)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("SIG")]
    [InlineData("TERMINATE")]
    [InlineData("0")]
    [InlineData("65")]
    [InlineData("-9")]
    [InlineData("RTMIN+31")]
    public void Anything_else_is_no_signal(string text) => Assert.False(SignalNames.TryParse(text, out _));

    [Fact]
    public void A_step_of_a_stop_reads_like_a_sentence()
    {
        ProcessInfo[] processes = [.. Enumerable.Range(70, 10).Select(pid => new ProcessInfo(new(pid, 1), 1, "bash"))];
        Assert.Equal(
            "SIGTERM to pid 70 (bash), 71 (bash)", new StopStep(Signals.Terminate, [.. processes[..2]], null, TimeSpan.Zero).ToString());
        Assert.Equal(
            "SIGTERM did not end it in 2 s, SIGKILL to pid 71 (bash)",
            new StopStep(Signals.Kill, [processes[1]], Signals.Terminate, TimeSpan.FromSeconds(2.04)).ToString());
        Assert.EndsWith("77 (bash) and 2 more", new StopStep(Signals.Kill, [.. processes], null, TimeSpan.Zero).ToString(), StringComparison.Ordinal);
    }
}
