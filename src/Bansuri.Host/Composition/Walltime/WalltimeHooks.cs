using System.Collections.Immutable;
using System.Globalization;
using Bansuri.Abstractions;
using Bansuri.Host.Processes;
using Bansuri.Host.Slurm;
using Bansuri.Host.Supervision;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Composition.Walltime;

/// <summary><c>on-walltime</c>: a signal to the task's processes, or a command, once a run.</summary>
/// <param name="board">The tasks.</param>
/// <param name="ground">What commands are started with.</param>
/// <param name="log">Of the host.</param>
internal sealed class WalltimeHooks(TaskBoard board, HookGround ground, ILogger log)
{
    private ImmutableHashSet<string> _fired = [];
    private ImmutableList<Task> _running = [];
    private long? _signalledAt;

    /// <summary>Completes when no command runs.</summary>
    public Task Ended => Task.WhenAll(_running);

    /// <summary>When the next one is due; null when none is to come.</summary>
    public DateTimeOffset? Next(DateTimeOffset? endsAt) => endsAt is { } end && Waiting() is [_, ..] waiting ? waiting.Min(hook => end - hook.Action.Before) : null;

    /// <summary>Those whose time has come; nobody waits for their commands until the drain.</summary>
    public void FireDue(DateTimeOffset? endsAt, CancellationToken stopping)
    {
        foreach (var hook in Waiting().Where(hook => endsAt - hook.Action.Before <= ground.Time.GetUtcNow()))
        {
            Fire(hook, stopping);
        }
    }

    /// <summary>
    /// All that are left; completes when all commands have ended and all signals have had some time to be acted on, those that came shortly
    /// before included, but not later than at the limit.
    /// </summary>
    public async Task FireAllAsync(TimeSpan limit, CancellationToken stopping)
    {
        var waiting = Waiting();
        waiting.ForEach(hook => Fire(hook, stopping));
        var headStart = _signalledAt is { } at ? WallPlan.LeastHookTime - ground.Time.GetElapsedTime(at) : TimeSpan.Zero;
        var heard = headStart > TimeSpan.Zero ? Task.Delay(headStart, ground.Time, stopping) : Task.CompletedTask;
        await Task.WhenAll(Ended, heard).WaitAsync(limit, ground.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private List<Hook> Waiting() =>
    [
        .. from task in board.Snapshots
           let config = board.Specification(task.Name)?.Config
           let action = config?.Scheduling.OnWalltime
           where action is not null && task.RunId is not null && !_fired.Contains(task.RunId)
           select new Hook(task, config, action),
    ];

    private void Fire(Hook hook, CancellationToken stopping) => _running = _running.RemoveAll(work => work.IsCompleted).Add(FireAsync(hook, stopping));

    private async Task FireAsync(Hook hook, CancellationToken stopping)
    {
        _fired = _fired.Add(hook.Task.RunId!); // not null in Waiting
        if (hook.Action.Signal is { } signal)
        {
            SlurmEvents.Hooked(log, hook.Task.Name, SignalNames.Format(signal));
            board.Signal(hook.Task.Name, signal);
            _signalledAt = ground.Time.GetTimestamp();
            return;
        }

        SlurmEvents.Hooked(log, hook.Task.Name, $"'{hook.Action.Command}'");
        if (await ProblemAsync(hook, stopping) is { } problem)
        {
            SlurmEvents.HookFailed(log, hook.Task.Name, problem);
        }
    }

    private async Task<string?> ProblemAsync(Hook hook, CancellationToken stopping)
    {
        var output = new LastWords();
        var start = ground.Time.GetTimestamp();
        IProcessGroup group;
        try
        {
            ImmutableArray<string> command = hook.Action.Command is { Text: { } text } ? ["/bin/sh", "-c", text] : hook.Action.Command?.Arguments ?? [];
            group = ground.Engine.Start(new ProcessStart
            {
                FileName = command[0],
                Arguments = command[1..],
                WorkingDirectory = hook.Config.Identification.WorkingDirectory,
                Environment = ground.Environment(hook.Task),
                RunId = Guid.NewGuid().ToString("N"),
                Stdout = output,
                MergeStderr = true,
            });
        }
        catch (ProcessStartException failure)
        {
            return failure.Message;
        }

        await ((Task)group.Exited).WaitAsync(WallPlan.LongestHookTime, ground.Time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var ended = group.Exited.IsCompleted;
        await group.StopAsync(new StopOrder { Grace = TimeSpan.FromSeconds(1) }, stopping);
        return !ended ? string.Create(CultureInfo.InvariantCulture, $"stopped after {ground.Time.GetElapsedTime(start).TotalSeconds:0} s{output}")
            : await group.Exited is { Code: not 0 } exit ? $"{(exit.Code is { } code ? $"exit {code}" : SignalNames.Format(exit.Signal ?? 0))}{output}"
            : null;
    }

    private sealed record Hook(TaskSnapshot Task, TaskConfig Config, WalltimeAction Action);
}

/// <summary>What the commands of hooks are started with.</summary>
/// <param name="Inherited">The host's own environment.</param>
/// <param name="Socket">The control socket: by it a hook can ask for the task's pid.</param>
internal sealed record HookGround(IProcessEngine Engine, IReadOnlyDictionary<string, string> Inherited, string Socket, TimeProvider Time)
{
    public Dictionary<string, string> Environment(TaskSnapshot task)
    {
        var variables = Inherited.Where(variable => !variable.Key.StartsWith("BANSURI_", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
        variables["BANSURI_TASK"] = task.Name;
        variables["BANSURI_SOCKET"] = Socket;
        if (task.Pid is { } pid)
        {
            variables["BANSURI_PID"] = pid.ToString(CultureInfo.InvariantCulture);
        }

        return variables;
    }
}
