using Bansuri.Host.Configuration;
using Bansuri.Host.Notifications;
using Bansuri.Host.Processes;

namespace Bansuri.Host.Composition;

/// <summary>
/// Tells by a command: the letter on its standard input, the facts in its environment. It is the host's child and in no task's set; what
/// it leaves running when it ends, or when its time is over, is stopped.
/// </summary>
internal sealed class CommandNotifier(string name, NotifierCommand command, NotifierGround ground) : INotifier
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    public string Name => name;

    public async Task<string?> DeliverAsync(Letter letter, CancellationToken giveUp)
    {
        var output = new LastWords();
        IProcessGroup group;
        try
        {
            group = ground.Engine.Start(new ProcessStart
            {
                FileName = command.Arguments[0],
                Arguments = command.Arguments[1..],
                WorkingDirectory = command.Directory,
                Environment = ground.Environment(letter),
                RunId = Guid.NewGuid().ToString("N"),
                Stdin = System.Text.Encoding.UTF8.GetBytes(letter.Text),
                Stdout = output,
                MergeStderr = true,
            });
        }
        catch (ProcessStartException failure)
        {
            return failure.Message;
        }

        await ((Task)group.Exited).WaitAsync(command.Timeout, ground.Time, giveUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var ended = group.Exited.IsCompleted;
        await group.StopAsync(new StopOrder { Grace = Grace }, giveUp);
        return ended ? Problem(await group.Exited, output)
            : giveUp.IsCancellationRequested ? "killed for the end of the host"
            : $"killed after its timeout of {Abstractions.Readers.Durations.Format(command.Timeout)}{output}";
    }

    private static string? Problem(ProcessExit exit, LastWords output) => exit switch
    {
        { Code: 0 } => null,
        { Code: { } code } => $"exit {code}{output}",
        _ => $"{Abstractions.SignalNames.Format(exit.Signal ?? 0)}{output}",
    };
}
