using Bansuri.Abstractions;
using Bansuri.Host.Plugins;
using Bansuri.Host.Processes;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>Makes an attempt from what its plugin says: one described process, or code that runs in the host.</summary>
internal sealed class AttemptRunner(AttemptServices services) : IAttemptRunner
{
    public async Task<AttemptExit> RunAsync(AttemptOrder order, AttemptControl control)
    {
        var clock = new AttemptClock(services.Time);
        var reason = await ReasonAsync(order, control, clock);
        return new AttemptExit(reason, services.Time.GetLocalNow(), clock.Elapsed);
    }

    private async Task<ExitReason> ReasonAsync(AttemptOrder order, AttemptControl control, AttemptClock clock)
    {
        try
        {
            using var attempt = new Attempt(order, control, clock, services);
            using var code = services.Plugins.Create(order.Config.Identification.Type, order.Config);
            if (code is null)
            {
                return new ExitReason.StartError($"no plugin provides type '{order.Config.Identification.Type}' any more", Transient: true);
            }

            return code.IsProcess ? await DescribedAsync(attempt, code) : await attempt.RunCodeAsync(code);
        }
        catch (TaskStartException failure)
        {
            return new ExitReason.StartError(failure.Message);
        }
        catch (ProcessStartException failure)
        {
            return new ExitReason.StartError(failure.Message, Transient: !failure.IsPermanent);
        }
    }

    private static async Task<ExitReason> DescribedAsync(Attempt attempt, TaskInstance code) => await code.DescribeAsync(attempt.Context) switch
    {
        PluginOutcome.Described { Spec: var spec } => await attempt.RunProcessAsync(spec),
        var outcome => Outcomes.Reason(outcome),
    };
}
