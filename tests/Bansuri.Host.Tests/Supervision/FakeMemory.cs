using System.Collections.Concurrent;
using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>The state file, without a file.</summary>
internal sealed class FakeMemory : ITaskMemory
{
    public ConcurrentDictionary<string, RememberedTask> Kept { get; } = new(StringComparer.Ordinal);

    /// <summary>What a write waits for; tests hang the disk with it.</summary>
    public Task Disk { get; set; } = Task.CompletedTask;

    public RememberedTask? Recall(string identity) => Kept.GetValueOrDefault(identity);

    public void Remember(string identity, RememberedTask task) =>
        Kept[identity] = task.KeepsOrder ? task with { Desire = Kept.GetValueOrDefault(identity)?.Desire ?? Desire.Run, KeepsOrder = false } : task;

    public void Forget(string identity) => Kept.TryRemove(identity, out _);

    public Task SavedAsync() => Disk;
}
