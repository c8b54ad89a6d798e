using Bansuri.Abstractions;

namespace Bansuri.Testing;

/// <summary>What an attempt meets. Every value may be changed by <c>with</c> or an initialiser.</summary>
public sealed record TaskSurroundings
{
    /// <summary>Default: <c>test-run</c>.</summary>
    public string RunId { get; init; } = "test-run";

    /// <summary>From 1. Default: 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The slot of a schedule. Default: null, no schedule started it.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>The whole environment of the task's processes. Default: empty.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Absolute. Default: that of the test.</summary>
    public string WorkingDirectory { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>What starts processes. Default: one that starts none, and says that each has ended with code 0.</summary>
    public ITaskProcesses Processes { get; init; } = new RecordedProcesses();

    /// <summary>The clock, for instance a <c>FakeTimeProvider</c>. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
