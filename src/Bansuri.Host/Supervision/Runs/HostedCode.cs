using Bansuri.Host.Plugins;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>Plugin code on a thread of the host.</summary>
internal sealed class HostedCode(TaskInstance code) : IAttemptCode
{
    public Task<ExitReason> RunAsync(Attempt attempt) => code.IsProcess ? RunProcessAsync(attempt) : RunCodeAsync(attempt);

    public void Dispose() => code.Dispose();

    private async Task<ExitReason> RunProcessAsync(Attempt attempt)
    {
        // Looking at the configuration takes no time, unless the plugin blocks.
        var describing = code.DescribeAsync(attempt.Context);
        return await attempt.UntilAsync(describing) ?? await describing switch
        {
            PluginOutcome.Described { Spec: var spec } => await attempt.RunProcessAsync(spec),
            var outcome => Outcomes.Reason(outcome),
        };
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
