using Bansuri.Host.Plugins;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>Plugin code on a thread of the host.</summary>
internal sealed class HostedCode(TaskInstance code) : IAttemptCode
{
    public Task<ExitReason> RunAsync(Attempt attempt) => code.IsProcess ? RunProcessAsync(attempt) : RunCodeAsync(attempt);

    public void Dispose() => code.Dispose();

    private async Task<ExitReason> RunProcessAsync(Attempt attempt)
    {
        var (cut, outcome) = await DescribeAsync(attempt);
        return cut ?? outcome switch
        {
            PluginOutcome.Described { Spec: var spec } => await attempt.RunProcessAsync(spec),
            _ => Outcomes.Reason(outcome),
        };
    }

    // Looking at the configuration takes no time, unless the plugin blocks. By itself, so that nothing of it is kept while the process runs.
    private async Task<(ExitReason? Cut, PluginOutcome Outcome)> DescribeAsync(Attempt attempt)
    {
        var describing = code.DescribeAsync(attempt.Context);
        var cut = await attempt.UntilAsync(describing);
        return (cut, cut is null ? await describing : new PluginOutcome.Cancelled());
    }

    private async Task<ExitReason> RunCodeAsync(Attempt attempt)
    {
        using var stopping = new CancellationTokenSource();
        attempt.Began(null);
        var running = code.RunAsync(attempt.Context, stopping.Token);
        var cut = await attempt.UntilAsync(running);
        if (cut is not null)
        {
            await stopping.CancelAsync();
            await attempt.GraceAsync(running);
        }

        await attempt.StopAllAsync();
        if (!running.IsCompleted)
        {
            attempt.TellAbandoned();
            code.Abandon();
        }

        return cut ?? Outcomes.Reason(await running);
    }
}
