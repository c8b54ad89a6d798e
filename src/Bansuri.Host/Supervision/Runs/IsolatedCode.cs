using Bansuri.Abstractions;
using Bansuri.Host.Isolation;
using Bansuri.Host.Plugins;
using Bansuri.Host.Processes;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>
/// Plugin code in a child host: a process of the task like any other, started, limited, stopped and killed by the engine, that talks with the
/// host over a channel. See docs/decisions/0033-a-child-host.md.
/// </summary>
internal sealed class IsolatedCode(PluginUse use, AttemptOrder order, AttemptServices services) : IAttemptCode
{
    /// <summary>From its last word, or from the end of the channel, to the end of the process: it disposes the task meanwhile.</summary>
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(6);

    /// <summary>A process that the plugin started past the host may hold the channel open.</summary>
    private static readonly TimeSpan TalkLimit = TimeSpan.FromSeconds(1);

    // A child that only describes a process is none that people see, and the process itself has the run's own mark.
    private bool OnlyDescribes => use.Type.IsProcess;

    public async Task<ExitReason> RunAsync(Attempt attempt)
    {
        using var channel = ProcessChannel.Open();
        var talk = new ChildTalk(channel.Stream, attempt.Context);
        var child = attempt.Start(Spec(attempt.Context), channel, OnlyDescribes ? $"{order.RunId}.0" : null);
        channel.CloseChildEnd();
        if (!OnlyDescribes)
        {
            attempt.Began(child.Pid);
        }

        var talking = talk.RunAsync(Order(attempt.Context));
        var cut = await attempt.UntilAsync(TalkedAsync(talking, child));
        var outcome = cut is null && talking.IsCompletedSuccessfully ? await talking : null;
        if (cut is null && !OnlyDescribes)
        {
            attempt.FixClock();
        }

        if (cut is null && !talk.IsBroken)
        {
            await attempt.UntilAsync(child.Exited.WaitAsync(ExitLimit, services.Time));
        }

        await EndAsync(attempt, child, cut, outcome);
        return (cut, outcome) switch
        {
            ({ } reason, _) => reason,
            (_, PluginOutcome.Described { Spec: var spec }) => await attempt.RunProcessAsync(spec),
            // It was asked to end, and not by us: as for any process, what came from outside counts as a failure.
            (_, PluginOutcome.Cancelled) => new ExitReason.Signalled(Signals.Terminate),
            (_, { } said) => Outcomes.Reason(said),
            _ => ReasonOf(child, talk.IsReady),
        };
    }

    public void Dispose() => use.Dispose();

    private async Task TalkedAsync(Task talking, IProcessGroup child)
    {
        await Task.WhenAny(talking, child.Exited);
        await talking.WaitAsync(TalkLimit, services.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task EndAsync(Attempt attempt, IProcessGroup child, ExitReason? cut, PluginOutcome? outcome)
    {
        if (cut is null && child.Exited.IsCompleted)
        {
            await attempt.StopLeftoversAsync(child, outcome is null ? Outcomes.Reason(await child.Exited, NoStartErrors) : Outcomes.Reason(outcome));
        }
        else
        {
            await attempt.StopAsync(child, leaderOnly: true);
        }

        if (!OnlyDescribes || cut is not null)
        {
            await attempt.StopAllAsync();
        }

        await attempt.OutputEndedAsync(child);
    }

    private static Dictionary<int, string> NoStartErrors => [];

    private ExitReason ReasonOf(IProcessGroup child, bool wasReady)
    {
        if (!child.Exited.IsCompletedSuccessfully)
        {
            return new ExitReason.PluginError("its child host closed its channel to the host, and was stopped");
        }

        var reason = Outcomes.Reason(child.Exited.Result, NoStartErrors);
        return wasReady ? reason : new ExitReason.StartError(ChildRefusal.Text(reason, order.Config));
    }

    private ProcessSpec Spec(TaskContext context) => new()
    {
        FileName = services.Program,
        Arguments = [ChildHost.Argument],
        Environment = ChildVariables.Overlay(services.Environment.Whole, context.Environment, order.Config.Resources.MemoryLimit),
        SignalLeaderOnly = true,
    };

    private ChannelMessage.Order Order(TaskContext context) => new()
    {
        Assembly = use.Assembly,
        Type = use.Type.Name,
        Config = ChildConfig.Write(order.Config),
        RunId = context.RunId,
        Attempt = context.Attempt,
        Slot = context.ScheduledAt,
        Environment = context.Environment,
        WorkingDirectory = context.WorkingDirectory,
        GracePeriod = order.Config.FailureControl.GracePeriod,
    };
}
