using System.Runtime.Versioning;
using System.Text;
using Bansuri.Host.Processes;

namespace Bansuri.Host.Tests.Processes;

/// <summary>A channel is one more descriptor of a child, and the only one.</summary>
[SupportedOSPlatform("linux")]
public sealed class ChannelTests(TestEngine engine) : IClassFixture<TestEngine>
{
    public static TheoryData<string> Prefixes => ["none", "sh", "sh and tools"];

    [Theory]
    [MemberData(nameof(Prefixes))]
    public async Task Both_sides_talk_and_learn_of_the_others_end(string prefix)
    {
        using var channel = ProcessChannel.Open();
        var sink = new TestSink();
        var start = engine.Shell("echo from the child >&3; head -c 4 <&3; cat <&3; echo end; ls /proc/self/fd | wc -l", sink) with { Channel = channel };
        var group = engine.Start(start with { Limits = Limits(prefix) });
        channel.CloseChildEnd();

        using var reader = new StreamReader(channel.Stream, leaveOpen: true);
        Assert.Equal("from the child", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        await channel.Stream.WriteAsync(Encoding.UTF8.GetBytes("host"), TestContext.Current.CancellationToken);
        channel.Dispose();

        Assert.Equal(0, (await group.Exited.InTime()).Code);
        await group.OutputEnded.InTime();
        // The streams, the channel, and the folder that ls itself has open.
        Assert.Equal("hostend\n5\n", sink.Text);
    }

    [Fact]
    public async Task The_end_of_the_child_is_the_end_of_the_channel()
    {
        using var channel = ProcessChannel.Open();
        var group = engine.Start(engine.Shell("kill -9 $$") with { Channel = channel });
        channel.CloseChildEnd();

        Assert.Equal(0, await channel.Stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken).AsTask().InTime());
        Assert.Equal(9, (await group.Exited.InTime()).Signal);
    }

    [Fact]
    public async Task Without_one_a_child_has_its_streams_alone() =>
        Assert.Equal("4\n", (await engine.RunAsync(engine.Shell("ls /proc/self/fd | wc -l"))).Text);

    private static ProcessLimits Limits(string prefix) => prefix switch
    {
        "sh" => new() { Umask = 0x12 },
        "sh and tools" => new() { Umask = 0x12, Cpus = "0", Nice = 3, CoreSize = 0 },
        _ => ProcessLimits.None,
    };
}
