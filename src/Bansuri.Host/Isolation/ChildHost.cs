using Bansuri.Abstractions;
using Bansuri.Host.Plugins;
using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Isolation;

/// <summary>
/// The program as a child host: it makes the one attempt that its host orders, with the same classes that run plugin code in the host, and
/// ends with it.
/// </summary>
internal static class ChildHost
{
    /// <summary>The only argument; no command, and nobody's to type.</summary>
    public const string Argument = "plugin-host";

    /// <summary>The code has ended by then: what is awaited is its <c>Dispose</c>.</summary>
    private static readonly TimeSpan DisposeLimit = TimeSpan.FromSeconds(5);

    /// <summary>The build, as a program that was replaced on disk is another one.</summary>
    public static Guid Program => typeof(ChildHost).Module.ModuleVersionId;

    /// <param name="stream">To the host.</param>
    /// <returns>Does not: whatever threads and exit handlers the plugin's code has left, they end here.</returns>
    public static async Task<int> RunAsync(Stream stream)
    {
        var time = TimeProvider.System;
        // Neither is disposed: the process ends first.
        var channel = new MessageChannel(stream);
        var stop = new ChildStop();
        await channel.WriteAsync(new ChannelMessage.Ready(Program));
        if (await channel.ReadAsync() is not ChannelMessage.Order order)
        {
            return 1;
        }

        ChildVariables.Restore(order.Environment);
        var processes = new ChildProcesses(channel);
        var hearing = HearAsync(channel, processes);
        var making = MakeAsync(order, channel, processes, stop);
        if (await Task.WhenAny(making, hearing) == hearing)
        {
            // The host is gone. Nobody kills us at the end of the grace period, so that is done here.
            stop.Begin();
            await ((Task)making).WaitAsync(order.GracePeriod, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Libc.Exit(1);
        }

        var (outcome, code) = await making;
        await channel.WriteAsync(new ChannelMessage.Ended(outcome));
        await (code?.DisposeAsync().AsTask() ?? Task.CompletedTask).WaitAsync(DisposeLimit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Libc.Exit(outcome switch { PluginOutcome.Exited { Code: var exit } => exit, PluginOutcome.Described or PluginOutcome.Cancelled => 0, _ => 1 });
        return 0;
    }

    private static async Task HearAsync(MessageChannel channel, ChildProcesses processes)
    {
        while (await channel.ReadAsync() is { } message)
        {
            if (message is ChannelMessage.ProcessEnded ended)
            {
                processes.Take(ended);
            }
        }

        processes.End();
    }

    private static async Task<(PluginOutcome Outcome, ChildCode? Code)> MakeAsync(
        ChannelMessage.Order order, MessageChannel channel, ChildProcesses processes, ChildStop stop)
    {
        var config = ChildConfig.Read(order);
        stop.HeedAlso(config.FailureControl.StopSignal);
        var said = new ChildWords(channel);
        var context = new TaskContext
        {
            RunId = order.RunId,
            Attempt = order.Attempt,
            ScheduledAt = order.Slot,
            Environment = order.Environment,
            WorkingDirectory = order.WorkingDirectory,
            Output = new ChildOutput(),
            Log = said,
            Processes = processes,
            Progress = said,
        };
        try
        {
            var code = ChildCode.Load(order, config);
            return (await code.RunAsync(context, stop.Stopping), code);
        }
        catch (PluginProblem problem)
        {
            return (new PluginOutcome.StartError(problem.Help is null ? problem.Message : $"{problem.Message}: {problem.Help}"), null);
        }
    }
}
