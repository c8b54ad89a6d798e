using System.Collections.Immutable;
using System.Text;
using Bansuri.Abstractions;
using Bansuri.Host.Isolation;
using Bansuri.Host.Plugins;

namespace Bansuri.Host.Tests.Isolation;

/// <summary>Lines and messages, over a file as over a socket.</summary>
public sealed class MessageChannelTests
{
    [Fact]
    public async Task Every_message_comes_over_as_it_was_sent()
    {
        var spec = new ProcessSpec
        {
            FileName = "program",
            Arguments = ["one", "two\nlines", "\u00e9\u2028\ud83d\ude00"],
            Environment = new Dictionary<string, string?> { ["A"] = "1", ["B"] = null }.ToImmutableDictionary(),
            StartErrors = new Dictionary<int, string> { [3] = "three" }.ToImmutableDictionary(),
            SignalLeaderOnly = true,
        };
        ChannelMessage[] messages =
        [
            new ChannelMessage.Ready(Guid.NewGuid()), new ChannelMessage.Logged(true, "text"), new ChannelMessage.Progressed(""),
            new ChannelMessage.Progressed("x", double.NaN), new ChannelMessage.ProcessUnwanted(4), new ChannelMessage.ProcessEnded(5, 137, "why"),
            new ChannelMessage.Ended(new PluginOutcome.Exited(7)), new ChannelMessage.Ended(new PluginOutcome.Cancelled()),
            new ChannelMessage.Ended(new PluginOutcome.StartError("s")), new ChannelMessage.Ended(new PluginOutcome.PluginError("p")),
        ];
        using var stream = new MemoryStream();
        var channel = new MessageChannel(stream);
        foreach (var message in messages.Append(new ChannelMessage.ProcessWanted(1, spec)).Append(new ChannelMessage.Ended(new PluginOutcome.Described(spec))))
        {
            await channel.WriteAsync(message);
        }

        stream.Position = 0;
        foreach (var message in messages)
        {
            Assert.Equal(message, await channel.ReadAsync());
        }

        AssertSame(spec, Assert.IsType<ChannelMessage.ProcessWanted>(await channel.ReadAsync()).Spec);
        AssertSame(spec, Assert.IsType<PluginOutcome.Described>(Assert.IsType<ChannelMessage.Ended>(await channel.ReadAsync()).Outcome).Spec);
        Assert.Null(await channel.ReadAsync());
    }

    [Theory]
    [InlineData("half a line")]
    [InlineData("{\"say\":\"ready\"")]
    public async Task What_a_crash_cut_off_is_no_message(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var channel = new MessageChannel(stream);

        Assert.Null(await channel.ReadAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"say\":\"unheard-of\"}")]
    [InlineData("{\"say\":\"logged\",\"text\":null}")]
    [InlineData("{\"say\":\"process-wanted\",\"id\":\"x\"}")]
    [InlineData("{\"say\":\"process-wanted\",\"id\":1,\"spec\":{}}")]
    [InlineData("{\"say\":\"process-wanted\",\"id\":1,\"spec\":{\"fileName\":null}}")]
    [InlineData("{\"say\":\"ended\"}")]
    [InlineData("{\"say\":\"ended\",\"outcome\":{\"kind\":\"abandoned\"}}")]
    [InlineData("\u0000\u0001")]
    public async Task A_line_that_is_no_message_is_said_to_be_none(string line)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(line + "\n"));
        var channel = new MessageChannel(stream);

        await Assert.ThrowsAsync<ChannelException>(channel.ReadAsync);
    }

    private static void AssertSame(ProcessSpec expected, ProcessSpec actual)
    {
        Assert.Equal(expected.Arguments.AsEnumerable(), actual.Arguments);
        Assert.Equal(expected.Environment.OrderBy(each => each.Key), actual.Environment.OrderBy(each => each.Key));
        Assert.Equal(expected.StartErrors, actual.StartErrors);
        Assert.Equal((expected.FileName, expected.WorkingDirectory, expected.SignalLeaderOnly), (actual.FileName, actual.WorkingDirectory, actual.SignalLeaderOnly));
    }
}
