using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Bansuri.Abstractions;
using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>
/// Walks through all that can happen to a task, from its addition on, and writes down what each event does in each state that it meets.
/// Of the many lives behind one state and desire it shows the shortest.
/// </summary>
internal static class TransitionTable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private static readonly Gate Closed = new("db: backoff");

    private static readonly ImmutableArray<(string Kind, string[] Keys)> Kinds =
    [
        ("once", ["times: 3"]),
        ("timer 5m", ["timer: 5m", "times: 3"]),
        ("cron */5 * * * *", ["schedule-cron: */5 * * * *", "times: 3"]),
        ("forever", ["forever: true"]),
    ];

    private static readonly ImmutableArray<(string Name, Func<Lifecycle, LifecycleEvent?> Make)> Events =
    [
        ("removed", _ => new LifecycleEvent.RemoveOrdered()),
        ("added again", state => state.Desire == Desire.Removed ? new LifecycleEvent.Added() : null),
        ("shutdown", _ => new LifecycleEvent.ShutdownOrdered()),
        ("start", Order(TaskOrder.Start)),
        ("stop", Order(TaskOrder.Stop)),
        ("restart", Order(TaskOrder.Restart)),
        ("trigger", Order(TaskOrder.Trigger)),
        ("enable", Order(TaskOrder.Enable)),
        ("disable", Order(TaskOrder.Disable)),
        ("edit: enabled: false", _ => new LifecycleEvent.Changed(ChangeKinds.Enabled)),
        ("edit: enabled: true", _ => new LifecycleEvent.Changed(ChangeKinds.Enabled)),
        ("edit: restart-class", _ => new LifecycleEvent.Changed(ChangeKinds.Restart)),
        ("edit: schedule", _ => new LifecycleEvent.Changed(ChangeKinds.Schedule)),
        ("edit: retry", _ => new LifecycleEvent.Changed(ChangeKinds.Retry)),
        ("edit: plugin", _ => new LifecycleEvent.Changed(ChangeKinds.Plugin)),
        ("gate closes", _ => new LifecycleEvent.GateChanged(Closed)),
        ("gate is lost", _ => new LifecycleEvent.GateChanged(new Gate("db: failed", IsLost: true))),
        ("too little time", _ => new LifecycleEvent.GateChanged(new Gate("needs 1h") { IsDeferral = true })),
        ("gate opens", _ => new LifecycleEvent.GateChanged(Gate.Open)),
        ("time passes", _ => new LifecycleEvent.TimePassed()),
        ("attempt starts", state => Running(state, new LifecycleEvent.AttemptStarted(state.Attempt, 100))),
        ("probe passes", state => Running(state, new LifecycleEvent.BecameReady())),
        ("attempt fails", state => Running(state, new LifecycleEvent.AttemptFailed(Exit(1), new Judgement(Verdict.Retry, 1, 1, TimeSpan.FromSeconds(1))))),
        ("attempt fails, 10th", state => Running(state, new LifecycleEvent.AttemptFailed(Exit(1), new Judgement(Verdict.Retry, 10, 10, TimeSpan.FromMinutes(5)) { IsCrashLoop = true }))),
        ("run ends well", state => Running(state, new LifecycleEvent.RunEnded(Exit(0), new Judgement(Verdict.Success, 1, 0)))),
        ("run fails", state => Running(state, new LifecycleEvent.RunEnded(Exit(1), new Judgement(Verdict.GiveUp, 3, 3)))),
        ("run fails, healthy", state => Running(state, new LifecycleEvent.RunEnded(Exit(1), new Judgement(Verdict.Renew, 1, 1)))),
        ("retry does not fit", state => state.State is TaskState.Backoff or TaskState.Held && state.Run is not null ? new LifecycleEvent.RunEnded(Exit(1), new Judgement(Verdict.Stopped, 1, 1)) { IsDeferred = true } : null),
        ("run is stopped", state => Running(state, new LifecycleEvent.RunEnded(Tasks.Exit(new ExitReason.Stopped()), new Judgement(Verdict.Stopped, 1, 0)))),
    ];

    public static string Write()
    {
        var text = new StringBuilder();
        foreach (var (kind, keys) in Kinds)
        {
            WriteKind(text, kind, keys);
        }

        return text.ToString();
    }

    /// <summary>What a state is to the table.</summary>
    private static string Key(Lifecycle state) => $"{state.State}, {state.Desire}".ToLowerInvariant();

    private static void WriteKind(StringBuilder text, string kind, string[] keys)
    {
        var disabled = Tasks.Policy([.. keys, "enabled: false"]);
        var policy = Tasks.Policy(keys);
        var (first, effects) = Transitions.Next(new Lifecycle(), new LifecycleEvent.Added(), policy, Tasks.After(0));
        var (shut, _) = Transitions.Next(new Lifecycle { Gate = Closed }, new LifecycleEvent.Added(), policy, Tasks.After(0));
        var (due, _) = Transitions.Next(shut, new LifecycleEvent.TimePassed(), policy, Tasks.After(Pause.TotalSeconds));
        text.Append(CultureInfo.InvariantCulture, $"== {kind}: added -> {Show(first, effects)}\n");
        var queue = new Queue<(Lifecycle State, TimeSpan At)>([(first, TimeSpan.Zero), (due, Pause)]);
        var seen = queue.Select(each => Key(each.State)).ToHashSet(StringComparer.Ordinal);
        while (queue.TryDequeue(out var each))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n-- {kind}: {Key(each.State)} ({each.State.Reason})\n");
            var ignored = new List<string>();
            foreach (var (name, make) in Events)
            {
                if (make(each.State) is not { } happened)
                {
                    continue;
                }

                var at = each.At + (happened is LifecycleEvent.TimePassed ? Pause : TimeSpan.FromSeconds(1));
                var (after, done) = Transitions.Next(each.State, happened, name == "edit: enabled: false" ? disabled : policy, Tasks.After(at.TotalSeconds));
                if (Show(after, done) == Show(each.State, []))
                {
                    ignored.Add(name);
                }
                else
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name,-22} -> {Show(after, done)}\n");
                }

                if (seen.Add(Key(after)))
                {
                    queue.Enqueue((after, at));
                }
            }

            if (ignored.Count > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"nothing: {string.Join(", ", ignored)}\n");
            }
        }

        text.Append('\n');
    }

    private static string Show(Lifecycle state, ImmutableArray<Effect> effects)
    {
        var parts = new List<string> { Key(state) };
        if (state.Next is { } next)
        {
            parts.Add($"next {next.Cause} {next.ShownAt - Tasks.Start:hh\\:mm\\:ss}".ToLowerInvariant());
        }

        parts.AddRange(state.AfterStop is { } cause ? [$"then {cause}".ToLowerInvariant()] : []);
        parts.AddRange(state.OwesRunForChange ? ["owes a run"] : []);
        var done = effects.Where(effect => effect is not Effect.Say).Select(Name).ToList();
        return string.Join("; ", parts) + (done.Count > 0 ? $" [{string.Join(", ", done)}]" : "");
    }

    private static string Name(Effect effect) => effect switch
    {
        Effect.BeginRun { Run: var run } => $"BeginRun {run.Cause}",
        Effect.Report { Fact: var fact } => $"Report {fact}",
        Effect.SignalRun signal => $"SignalRun {SignalNames.Format(signal.Signal)}",
        _ => effect.GetType().Name,
    };

    private static Func<Lifecycle, LifecycleEvent?> Order(TaskOrder order) =>
        state => Refusals.Of(order, state) is null ? new LifecycleEvent.OperatorOrdered(order) : null;

    private static LifecycleEvent? Running(Lifecycle state, LifecycleEvent happened) => state.Run is null ? null : happened;

    private static AttemptExit Exit(int code) => Tasks.Exit(code);
}
