using Bansuri.Abstractions;

namespace Bansuri.Host.Isolation;

/// <summary>What the plugin's code tells the host.</summary>
internal sealed class ChildWords(MessageChannel channel) : ITaskLog, IProgress<TaskProgress>
{
    // Far below the limit of a line, whatever the escapes make of it: a long message is no reason to end the run.
    private const int Longest = 64 << 10;

    public void Information(string message) => channel.Write(new ChannelMessage.Logged(false, Cut(message)));

    public void Warning(string message) => channel.Write(new ChannelMessage.Logged(true, Cut(message)));

    public void Report(TaskProgress value) => channel.Write(new ChannelMessage.Progressed(Cut(value.Message), value.Fraction));

    private static string Cut(string? text) => text is null ? "" : text.Length <= Longest ? text : text[..Longest];
}
