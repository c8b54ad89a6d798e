using Bansuri.Host.Processes;
using Bansuri.Host.StateDirectory.Kernel;
using Bansuri.Host.StateDirectory.States;
using Bansuri.Host.Supervision.Runs;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Composition;

/// <summary>The active runs in <c>state.json</c>, and what is done about those of a host that was killed.</summary>
internal sealed class RunLedger(StateStore store, ILogger log) : IRunLedger
{
    private readonly NodeIdentity _node = NodeIdentity.Read();

    public void Began(string runId, string task, ProcessIdentity main) => store.Update(state => state with
    {
        Runs = state.Runs.SetItem(runId, new RunRecord(task, main.Pid, main.StartTicks, _node.BootId, _node.PidNamespace)),
    });

    public void Ended(string runId) => store.Update(state => state with { Runs = state.Runs.Remove(runId) });

    /// <summary>Stops what an earlier host on this node left running, before anything is started: no task runs twice.</summary>
    public async Task StopLeftoversAsync(IProcessEngine engine, TimeSpan grace, CancellationToken hurry)
    {
        // A run of another boot is gone; one of another node is that node's.
        var here = store.Current.Runs.Where(run => run.Value.BootId == _node.BootId && run.Value.PidNamespace == _node.PidNamespace).ToList();
        var names = here.ToDictionary(run => run.Key, run => run.Value.Task, StringComparer.Ordinal);
        var sets = engine.FindLeftovers([.. here.Select(run => new LeftoverRun(run.Key, new ProcessIdentity(run.Value.Pid, run.Value.StartTicks)))]);
        await Task.WhenAll(sets.Select(set => StopAsync(set, names[set.RunId], grace, hurry)));
        if (!store.Current.Runs.IsEmpty)
        {
            store.Update(state => state with { Runs = state.Runs.Clear() });
        }
    }

    private Task<StopReport> StopAsync(IProcessSet set, string task, TimeSpan grace, CancellationToken hurry)
    {
        HostEvents.LeftBehind(log, task, ProcessInfo.List([.. set.Members()]));
        return set.StopAsync(new StopOrder { Grace = grace, OnStep = step => HostEvents.LeftoverStep(log, task, step.ToString()) }, hurry);
    }
}
