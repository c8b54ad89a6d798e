using System.Collections.Concurrent;
using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes.Watching;

/// <summary>
/// The one thread that waits for all children and pipes. All that it owns is touched by it alone; others post orders. Nothing on it may
/// block or throw: what throws is handed to <paramref name="onFault"/> and the loop goes on.
/// </summary>
internal sealed unsafe class Reactor : IDisposable
{
    // As much as a pipe holds by default.
    private const int BufferSize = 64 << 10;
    private const long WakeKey = 0;

    private readonly Action<Exception> _onFault;
    private readonly Epoll _epoll = new();
    private readonly int _wake;
    private readonly ConcurrentQueue<Action> _orders = new();
    private readonly Dictionary<long, IWatched> _watched = [];
    private readonly PriorityQueue<Action, long> _timers = new();
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferSize, pinned: true);
    private readonly Thread _thread;
    private long _lastKey = WakeKey;
    private bool _stopping;

    /// <param name="onFault">See <see cref="EngineSettings.OnFault"/>.</param>
    /// <param name="goOn">See <see cref="EngineSettings.GoOn"/>.</param>
    internal Reactor(Action<Exception> onFault, Action<Action> goOn)
    {
        (_onFault, GoOn) = (onFault, goOn);
        _wake = Libc.EventDescriptor(0, Libc.CloseOnExec | Libc.NonBlocking);
        _epoll.Add(_wake, WakeKey);
        _thread = new(Run) { Name = "process reactor", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Milliseconds of a clock that never jumps.</summary>
    internal static long Now => Environment.TickCount64;

    internal IEnumerable<int> Descriptors => [_epoll.Descriptor, _wake];

    /// <summary>From any thread: runs the order on the reactor, after those posted before. Nothing runs once the reactor is disposed.</summary>
    internal void Post(Action order)
    {
        _orders.Enqueue(order);
        var one = 1L;
        _ = Libc.Write(_wake, (byte*)&one, sizeof(long));
    }

    /// <summary>On the reactor.</summary>
    internal long Watch(int descriptor, IWatched watched)
    {
        _epoll.Add(descriptor, ++_lastKey);
        _watched.Add(_lastKey, watched);
        return _lastKey;
    }

    /// <summary>On the reactor. An event of the same batch that is still to come finds no key and is dropped.</summary>
    internal void Unwatch(int descriptor, long key)
    {
        if (_watched.Remove(key))
            _epoll.Remove(descriptor);
    }

    /// <summary>On the reactor. There is no way to call it off: the action looks whether it is still wanted.</summary>
    internal void After(int milliseconds, Action action) => _timers.Enqueue(action, Now + milliseconds);

    /// <summary>Those who wait for something go on elsewhere.</summary>
    internal Action<Action> GoOn { get; }

    /// <summary>On the reactor: runs what was posted up to now, and so sees all children that have been started.</summary>
    internal void RunOrders()
    {
        while (_orders.TryDequeue(out var order))
            Guard(order);
    }

    /// <summary>Ends the thread. Descriptors that are still watched stay their owners'.</summary>
    public void Dispose()
    {
        if (!_thread.IsAlive)
            return;
        Post(() => _stopping = true);
        _thread.Join();
        _epoll.Dispose();
        _ = Libc.Close(_wake);
    }

    private void Run()
    {
        while (!_stopping)
        {
            var ready = _epoll.Wait(Timeout());
            for (var index = 0; index < ready; index++)
                Handle(_epoll.Key(index));
            RunOrders();
            // Only those due at the start: a timer that sets itself again must not keep the descriptors waiting.
            for (var now = Now; _timers.TryPeek(out var action, out var due) && due <= now;)
            {
                _timers.Dequeue();
                Guard(action);
            }
        }
    }

    private int Timeout() => _timers.TryPeek(out _, out var due) ? (int)Math.Clamp(due - Now, 0, int.MaxValue) : -1;

    private void Handle(long key)
    {
        if (key == WakeKey)
        {
            fixed (byte* buffer = _buffer)
                _ = Libc.Read(_wake, buffer, sizeof(long));
        }
        else if (_watched.TryGetValue(key, out var watched))
        {
            try
            {
                watched.Ready(_buffer);
            }
            catch (Exception exception)
            {
                _onFault(exception);
            }
        }
    }

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            _onFault(exception);
        }
    }
}
