using System.Collections.Immutable;
using Bansuri.Abstractions;

namespace Bansuri.Host.Processes;

/// <summary>How to stop a set of processes.</summary>
internal sealed record StopOrder
{
    /// <summary>The polite signal.</summary>
    public int Signal { get; init; } = Signals.Terminate;

    /// <summary>From the polite signal to SIGKILL. Never waited out once all are gone.</summary>
    public required TimeSpan Grace { get; init; }

    /// <summary>The polite signal goes to the main process alone, which passes it on; what outlives that one gets it then.</summary>
    public bool LeaderOnly { get; init; }

    /// <summary>From the first SIGKILL until those that survive it (uninterruptible sleep) are reported and left.</summary>
    public TimeSpan KillLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Hears each step for the log, on a thread of the pool.</summary>
    public Action<StopStep>? OnStep { get; init; }
}

/// <summary>One step of a stop; its text is the log line after the task's name.</summary>
/// <param name="Waited">For SIGKILL: how long <paramref name="Before"/> had been given.</param>
/// <param name="Before">The signal that did not suffice, or null for the first step.</param>
internal sealed record StopStep(int Signal, ImmutableArray<ProcessInfo> Processes, int? Before, TimeSpan Waited)
{
    public override string ToString()
    {
        var sent = $"{SignalNames.Format(Signal)} to {ProcessInfo.List(Processes)}";
        return Before is { } before ? FormattableString.Invariant($"{SignalNames.Format(before)} did not end it in {Seconds}, {sent}") : sent;
    }

    private string Seconds => FormattableString.Invariant($"{Math.Round(Waited.TotalSeconds, Waited.TotalSeconds < 10 ? 1 : 0)} s");
}

/// <summary>The end of a stop.</summary>
/// <param name="Killed">Whether it took SIGKILL.</param>
/// <param name="Survivors">Those that SIGKILL did not end within the limit; empty after nearly every stop.</param>
internal sealed record StopReport(bool Killed, TimeSpan Elapsed, ImmutableArray<ProcessInfo> Survivors);
