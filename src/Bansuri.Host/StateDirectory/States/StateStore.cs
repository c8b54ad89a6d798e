using System.Buffers;
using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.StateDirectory.States;

/// <summary>
/// Keeps <c>state.json</c>. Updates return at once and are written together, a few times a second at most, or when somebody waits for
/// them; a disk that fails is reported once, and supervision goes on without it. Thread-safe.
/// </summary>
internal sealed class StateStore : IAsyncDisposable
{
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromMilliseconds(250);

    private readonly string _path;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly Channel<TaskCompletionSource<bool>> _wanted = Channel.CreateUnbounded<TaskCompletionSource<bool>>();
    private readonly CancellationTokenSource _ending = new();
    private ArrayBufferWriter<byte> _buffer = new();
    private readonly Task _writer;
    private TaskCompletionSource _hurry = new();
    private HostState _state;
    private HostState _written;
    private bool _failing;

    private StateStore(string path, HostState state, ILogger log, TimeProvider time)
    {
        (_path, _log, _time) = (path, log, time);
        _state = _written = state;
        _writer = WriteAsync();
    }

    public HostState Current => Volatile.Read(ref _state);

    /// <summary>Reads what the last host left; a damaged file is set aside, with an error line.</summary>
    public static StateStore Open(string directory, ILogger log, TimeProvider time)
    {
        var path = Path.Combine(directory, "state.json");
        return new StateStore(path, Load(path, log, time), log, time);
    }

    /// <summary>What is in a directory that a host may be using; null when there is nothing that can be read.</summary>
    public static HostState? Peek(string directory)
    {
        try
        {
            return StateEnvelope.Read(File.ReadAllBytes(Path.Combine(directory, "state.json")));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return null;
        }
    }

    /// <param name="change">Pure: it may be called more than once.</param>
    public void Update(Func<HostState, HostState> change)
    {
        HostState before, after;
        do
        {
            before = Current;
            after = change(before);
        }
        while (!ReferenceEquals(Interlocked.CompareExchange(ref _state, after, before), before));

        // One wish at a time is enough: the writer takes the state as it is then.
        if (!ReferenceEquals(before, after) && _wanted.Reader.Count == 0)
        {
            _wanted.Writer.TryWrite(new TaskCompletionSource<bool>());
        }
    }

    /// <summary>Completes when all updates before the call are on the disk; false when they could not be written.</summary>
    public async Task<bool> FlushAsync()
    {
        var flushed = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_wanted.Writer.TryWrite(flushed))
        {
            await _writer;
            return !_failing;
        }

        Volatile.Read(ref _hurry).TrySetResult();
        return await flushed.Task;
    }

    /// <summary>Writes what is not written yet.</summary>
    public async ValueTask DisposeAsync()
    {
        _wanted.Writer.TryComplete();
        await _ending.CancelAsync();
        await _writer;
        _ending.Dispose();
    }

    private async Task WriteAsync()
    {
        while (await _wanted.Reader.WaitToReadAsync())
        {
            // Before the wishes are taken: a flush that comes from here on cuts the pause after this write short.
            var hurry = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _hurry, hurry);
            var waiting = ImmutableArray.CreateBuilder<TaskCompletionSource<bool>>();
            while (_wanted.Reader.TryRead(out var one))
            {
                waiting.Add(one);
            }

            WriteNow();
            foreach (var one in waiting)
            {
                one.TrySetResult(!_failing);
            }

            await hurry.Task.WaitAsync(BetweenWrites, _time, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_wanted.Reader.Count == 0)
            {
                // It is quiet again, perhaps for days.
                _buffer = new();
            }
        }

        WriteNow();
    }

    private void WriteNow()
    {
        var state = Current;
        if (ReferenceEquals(state, _written))
        {
            return;
        }

        try
        {
            PrivateFiles.Replace(_path, StateEnvelope.Write(state, _buffer));
            _written = state;
            if (_failing)
            {
                StateEvents.StateWrittenAgain(_log, _path);
            }

            _failing = false;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            if (!_failing)
            {
                StateEvents.StateNotWritten(_log, _path, problem.Message);
            }

            _failing = true;
        }
    }

    private static HostState Load(string path, ILogger log, TimeProvider time)
    {
        try
        {
            return StateEnvelope.Read(File.ReadAllBytes(path));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return HostState.Empty;
        }
        catch (InvalidDataException damaged)
        {
            StateEvents.StateDamaged(log, path, damaged.Message, SetAside(path, time));
            return HostState.Empty;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            StateEvents.StateUnreadable(log, path, problem.Message);
            return HostState.Empty;
        }
    }

    private static string SetAside(string path, TimeProvider time)
    {
        var aside = $"{path}.damaged-{time.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}";
        try
        {
            File.Move(path, aside, overwrite: true);
            return aside;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return path;
        }
    }
}
