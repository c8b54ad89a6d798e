namespace Bansuri.Acceptance.Tests.Isolation;

/// <summary>What ends a child host ends its task's run, and nothing else.</summary>
public sealed class CrashTests : IsolatedTest
{
    [Theory]
    [InlineData("throws", "OwnException: the work went wrong", "")]
    [InlineData("constructor-throws", "no constructor today", "")]
    [InlineData("static-constructor-throws", "no static constructor today", "")]
    [InlineData("cannot-start", "the interpreter is missing", "")]
    [InlineData("overflows", "SIGABRT", "Stack overflow")]
    [InlineData("crashes", "SIGABRT", "")]
    [InlineData("throws-elsewhere", "SIGABRT", "nobody catches this")]
    [InlineData("exits", "exit 9", "")]
    [InlineData("waits-for-itself", "exit 4", "")]
    public async Task An_end_of_the_child_is_the_end_of_its_run_alone(string type, string reason, string output)
    {
        var (host, neighbour) = await HostAsync($"  bad: {{type: {type}}}");

        await host.UntilStateAsync("bad", "failed");
        Assert.Matches($@"bad: .*{reason}", host.Log);
        Assert.Contains(output, (await host.CommandAsync("logs", "bad")).Output, StringComparison.Ordinal);
        await UnharmedAsync(host, neighbour);
    }

    [Theory]
    [InlineData("this is no message", "a line that is no message")]
    [InlineData("{\"say\":\"ended\"}", "a line that is no message")]
    [InlineData("{\"say\":\"ended\",\"outcome\":null}", "a line that is no message")]
    [InlineData("{\"say\":\"process-wanted\",\"id\":1,\"spec\":{\"fileName\":null}}", "a line that is no message")]
    [InlineData("{\"say\":\"process-ended\",\"id\":1,\"code\":0}", "a message that is not its to send")]
    [InlineData("null", "'null'")]
    [InlineData("long", "a line of more than 8 MiB")]
    public async Task A_child_that_babbles_on_its_channel_is_ended(string words, string problem)
    {
        var (host, neighbour) = await HostAsync($"  bad: {{type: babbles, with: {{whom: '{words}'}}}}");

        var task = await host.UntilStateAsync("bad", "failed");
        Assert.Equal("plugin-error", task.LastExit?.Reason);
        Assert.Contains($"its child host sent the host {problem}", host.Log, StringComparison.Ordinal);
        await UnharmedAsync(host, neighbour);
    }

    [Fact]
    public async Task Code_that_never_ends_is_killed_at_the_end_of_the_grace_period()
    {
        var (host, neighbour) = await HostAsync("  bad: {type: blocks, command: never-there, grace-period: 500ms}");
        var pid = await host.PidOfAsync("bad");
        await host.UntilLoggedAsync("blocking");

        (await host.CommandAsync("stop", "bad")).Expect(0);

        await host.UntilStateAsync("bad", "stopped");
        Assert.False(ProcFs.IsAlive(pid), $"{pid} lives on");
        await UnharmedAsync(host, neighbour);
    }

    [Fact]
    public async Task A_gigabyte_is_the_childs_alone()
    {
        var (host, neighbour) = await HostAsync("  bad: {type: allocates, with: {size: 1G}}");
        var pid = await host.PidOfAsync("bad");

        await host.UntilLoggedAsync("allocated");

        Assert.True(ProcFs.ResidentKilobytes(pid) > 1 << 20, "the child has it");
        Assert.True(ProcFs.ResidentKilobytes(host.Pid) < 400 << 10, $"the host has {ProcFs.ResidentKilobytes(host.Pid)} KiB");
        await UnharmedAsync(host, neighbour);
    }

    [Fact]
    public async Task A_memory_limit_holds_the_code_and_not_the_host()
    {
        var (host, neighbour) = await HostAsync("  bad: {type: allocates, with: {size: 1G}, memory-limit: 1G}");

        var task = await host.UntilStateAsync("bad", "failed");

        // At the limit the runtime sometimes crashes where it should throw.
        Assert.True(task.LastExit?.Reason == "signalled" || host.Log.Contains("OutOfMemoryException", StringComparison.Ordinal), task.Reason);
        await UnharmedAsync(host, neighbour);
    }

    [Fact]
    public async Task A_memory_limit_that_is_too_little_for_the_runtime_is_a_start_error_that_says_so()
    {
        var (host, neighbour) = await HostAsync("  bad: {type: greet, memory-limit: 50M}");

        var task = await host.UntilStateAsync("bad", "failed");

        Assert.Equal("start-error", task.LastExit?.Reason);
        Assert.Contains("'memory-limit' 50MiB is too little for .NET", host.Log, StringComparison.Ordinal);
        await UnharmedAsync(host, neighbour);
    }
}
