using System.Collections.Immutable;
using Bansuri.Host.Configuration;
using Bansuri.Host.Processes;
using Bansuri.Host.StateDirectory.Kernel;
using Bansuri.Host.StateDirectory.States;
using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;
using Bansuri.Host.Supervision.Runs;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Composition;

/// <summary>The active runs in <c>state.json</c>, and what is done about those of a host that was killed.</summary>
internal sealed class RunLedger(StateStore store, ILogger log) : IRunLedger, ILeftovers
{
    private static readonly Gate StillThere = new("what a killed host left of it is being stopped");

    private readonly NodeIdentity _node = NodeIdentity.Read();

    // By run: the identity of its task.
    private ImmutableDictionary<string, string> _left = ImmutableDictionary<string, string>.Empty;

    public void Began(string runId, string task, ProcessIdentity main) => store.Update(state => state with
    {
        Runs = state.Runs.SetItem(runId, new RunRecord(task, main.Pid, main.StartTicks, _node.BootId, _node.PidNamespace)),
    });

    public void Ended(string runId) => store.Update(state => state with { Runs = state.Runs.Remove(runId) });

    /// <summary>Adds runs of the killed host that it began and had not yet written down; found by the name of their task.</summary>
    public void Recover(IReadOnlyDictionary<string, string> tasks, HostConfig config) => store.Update(state => state with
    {
        Runs = state.Runs.AddRange(tasks.Where(run => !state.Runs.ContainsKey(run.Key)).Select(run => KeyValuePair.Create(run.Key, Unknown(run.Value, config)))),
    });

    public Gate Gate(string identity) => _left.ContainsValue(identity) ? StillThere : Supervision.Lifecycles.Gate.Open;

    /// <summary>Stops what an earlier host on this node left running. What it left is known when this returns, and gone when its task ends.</summary>
    /// <param name="engine">Finds it.</param>
    /// <param name="config">Says how each task is stopped.</param>
    /// <param name="gone">Called each time nothing is left of a run.</param>
    /// <param name="killNow">Ends the grace periods.</param>
    public Task StopLeftoversAsync(IProcessEngine engine, HostConfig config, Action gone, CancellationToken killNow)
    {
        // A run of another boot is gone; one of another node is that node's.
        var runs = store.Current.Runs;
        var here = runs.Where(run => run.Value.BootId == _node.BootId && run.Value.PidNamespace == _node.PidNamespace);
        var sets = engine.FindLeftovers([.. here.Select(run => new LeftoverRun(run.Key, new ProcessIdentity(run.Value.Pid, run.Value.StartTicks)))]);
        _left = sets.ToImmutableDictionary(set => set.RunId, set => runs[set.RunId].Task);
        if (!runs.IsEmpty)
        {
            store.Update(state => state with { Runs = state.Runs.RemoveRange(runs.Keys.Except(sets.Select(set => set.RunId))) });
        }

        return Task.WhenAll(sets.Select(set => StopAsync(set, config, gone, killNow)));
    }

    // Its processes are found by their marks alone: no process has the number 0.
    private RunRecord Unknown(string name, HostConfig config) =>
        new(config.Tasks.FirstOrDefault(entry => entry.Name == name)?.Identity ?? name, 0, 0, _node.BootId, _node.PidNamespace);

    private async Task StopAsync(IProcessSet set, HostConfig config, Action gone, CancellationToken killNow)
    {
        var identity = _left[set.RunId];
        var task = config.Tasks.FirstOrDefault(entry => entry.Identity == identity);
        var name = task?.Name ?? identity;
        HostEvents.LeftBehind(log, name, ProcessInfo.List([.. set.Members()]));
        var order = new StopOrder
        {
            Signal = task?.Config.FailureControl.StopSignal ?? Signals.Terminate,
            Grace = task?.Config.FailureControl.GracePeriod ?? config.Host.GracePeriod,
            OnStep = step => HostEvents.LeftoverStep(log, name, step.ToString()),
        };
        await set.StopAsync(order, killNow);
        Ended(set.RunId);
        ImmutableInterlocked.TryRemove(ref _left, set.RunId, out _);
        gone();
    }
}
