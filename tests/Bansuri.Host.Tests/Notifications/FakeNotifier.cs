using System.Collections.Concurrent;
using Bansuri.Host.Notifications;

namespace Bansuri.Host.Tests.Notifications;

/// <summary>Keeps what it is told; hangs when it is asked to, until the test lets it go or it is told to give up.</summary>
internal sealed class FakeNotifier(string name) : INotifier
{
    private readonly ConcurrentQueue<Letter> _told = new();
    private int _begun;

    public string Name => name;

    public TaskCompletionSource<string?>? Hang { get; set; }

    public IReadOnlyCollection<Letter> Told => _told;

    public int Begun => _begun;

    public async Task<string?> DeliverAsync(Letter letter, CancellationToken giveUp)
    {
        Interlocked.Increment(ref _begun);
        if (Hang is { } hang && await hang.Task.WaitAsync(giveUp).ContinueWith(ended => ended.IsCanceled ? "given up" : ended.Result, TaskScheduler.Default) is { } error)
        {
            return error;
        }

        _told.Enqueue(letter);
        return null;
    }
}
