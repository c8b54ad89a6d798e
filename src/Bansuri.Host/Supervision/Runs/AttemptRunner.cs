using Bansuri.Abstractions;
using Bansuri.Host.Processes;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>Makes an attempt from what its plugin says: one described process, or code that runs in the host or in a child of it.</summary>
internal sealed class AttemptRunner(AttemptServices services) : IAttemptRunner
{
    // In one piece, as are its neighbours: what waits for the end of a process is kept for each that runs.
    public async Task<AttemptExit> RunAsync(AttemptOrder order, AttemptControl control)
    {
        var clock = new AttemptClock(services.Time);
        ExitReason reason;
        try
        {
            using var attempt = new Attempt(order, control, clock, services);
            using var code = CodeOf(order);
            reason = code is null
                ? new ExitReason.StartError($"no plugin provides type '{order.Config.Identification.Type}' any more", Transient: true)
                : await code.RunAsync(attempt);
        }
        catch (TaskStartException failure)
        {
            reason = new ExitReason.StartError(failure.Message);
        }
        catch (ProcessStartException failure)
        {
            reason = new ExitReason.StartError(failure.Message, Transient: !failure.IsPermanent);
        }

        return new AttemptExit(reason, services.Time.GetLocalNow(), clock.Elapsed);
    }

    private IAttemptCode? CodeOf(AttemptOrder order)
    {
        var type = order.Config.Identification.Type;
        if (order.Config.FailureControl.Isolation == IsolationKind.Process)
        {
            return services.Plugins.Use(type) is { } use ? new IsolatedCode(use, order, services) : null;
        }

        return services.Plugins.Create(type, order.Config) is { } instance ? new HostedCode(instance) : null;
    }
}
