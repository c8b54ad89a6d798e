using System.Collections.Concurrent;
using Bansuri.Abstractions;
using Bansuri.Host.Plugins;

namespace Bansuri.Host.Isolation;

/// <summary>Processes of code in a child host: the host starts them, so that it knows, limits and stops them like any others.</summary>
internal sealed class ChildProcesses(MessageChannel channel) : ITaskProcesses
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<ChannelMessage.ProcessEnded>> _running = new();
    private volatile bool _isOver;
    private int _last;

    public async Task<int> RunAsync(ProcessSpec spec, CancellationToken stopping)
    {
        var id = Interlocked.Increment(ref _last);
        var ended = _running[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await channel.WriteAsync(new ChannelMessage.ProcessWanted(id, PlainSpec.Of(spec)));
        if (_isOver)
        {
            End();
        }

        await using var registration = stopping.UnsafeRegister(_ => channel.Write(new ChannelMessage.ProcessUnwanted(id)), null);
        var end = await ended.Task;
        return end.StartError is { } text ? throw new TaskStartException(text) : end.Code;
    }

    /// <summary>One has ended.</summary>
    public void Take(ChannelMessage.ProcessEnded ended)
    {
        if (_running.TryRemove(ended.Id, out var waiting))
        {
            waiting.TrySetResult(ended);
        }
    }

    /// <summary>The host is gone, and with it whoever could tell of their ends.</summary>
    public void End()
    {
        _isOver = true;
        foreach (var id in _running.Keys)
        {
            Take(new ChannelMessage.ProcessEnded(id, 0, "the host is gone"));
        }
    }
}
