using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Bansuri.Abstractions;

namespace Bansuri.Host.Output;

/// <summary>
/// Carries one task's bytes from its ring into files and host's log: at most one at a time on the threads for output, none while there
/// is nothing to carry. A disk that is slow or full holds up this task and no other.
/// </summary>
[SuppressMessage("Usage", "CA2213", Justification = "A reader may still hold a worker that has ended; without a wait handle the semaphore is memory alone.")]
internal sealed class OutputWorker : ILineSink, IDisposable
{
    private const int ReadSize = 64 << 10;

    // So much of a flood, and other tasks have their turn.
    private const int Turn = 16 * ReadSize;
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private readonly OutputServices _services;
    private readonly OutputBuffer _buffer;
    private readonly CapturedLines _captured;
    private readonly IHostLogLines _shown;
    private readonly List<OutputPiece> _pieces = [];
    private readonly HashSet<string> _failing = [];
    private readonly HashSet<string> _unrotated = [];
    private readonly CancellationTokenSource _closing = new();

    // A reader of files and memory needs a moment at which both agree; between two batches they do.
    private readonly SemaphoreSlim _batch = new(1);
    private OutputMark _mark;

    public OutputWorker(OutputSettings settings, OutputServices services)
    {
        _services = services;
        _buffer = new OutputBuffer(services.Clock, Start);
        _captured = new CapturedLines(services.Clock);
        _shown = services.Log.Open(settings.Task);
        Settings = settings;
    }

    public OutputSettings Settings { get; set; }

    public OutputBuffer Buffer => _buffer;

    public long WriteErrors { get; private set; }

    public string? LastError { get; private set; }

    /// <summary>From now on a file that cannot be written costs the bytes instead of time.</summary>
    public void GiveUp() => _closing.Cancel();

    /// <summary>Until <see cref="LetGo"/> the files hold what is written by <see cref="OutputBuffer.Written"/>, and no byte more. False: a disk stands still.</summary>
    public bool Hold(TimeSpan limit) => _batch.WaitAsync(limit).GetAwaiter().GetResult();

    public void LetGo() => _batch.Release();

    public void Dispose() => _closing.Dispose();

    void ILineSink.Line(ReadOnlySpan<byte> line, LinePart part) => _shown.Line(_mark, line, part);

    private void Start() => Task.Factory.StartNew(CarryAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _services.Threads);

    private async Task CarryAsync()
    {
        var carried = 0;
        while (true)
        {
            await WriteAsync();
            if (Pull() is not { } count)
            {
                return;
            }

            carried += count;
            if (carried >= Turn)
            {
                carried = 0;
                await Task.Yield();
            }
        }
    }

    private int? Pull()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
        var count = _buffer.Pull(buffer.AsSpan(0, ReadSize));
        ArrayPool<byte>.Shared.Return(buffer);
        return count;
    }

    private async ValueTask WriteAsync()
    {
        while (_buffer.Take(_pieces, out var position))
        {
            await _batch.WaitAsync();
            try
            {
                foreach (var piece in _pieces)
                {
                    await CarryAsync(piece);
                }

                await _shown.FlushAsync();
            }
            catch (Exception problem)
            {
                // A defect here must cost these bytes, not the task: unwritten bytes would block it for ever.
                LastError = problem.Message;
                WriteErrors++;
            }

            _buffer.MarkWritten(position);
            _batch.Release();
        }
    }

    private async ValueTask CarryAsync(OutputPiece piece)
    {
        var route = piece.Mark.Stream.Route;
        if (route.File is not null)
        {
            await CaptureAsync(route, piece);
        }

        if (route.IsShown)
        {
            _mark = piece.Mark;
            Feed(route.Shown, piece, this);
        }

        if (piece.IsEnd && route.File is not null)
        {
            _services.Files.Close(route.File);
        }
    }

    private async ValueTask CaptureAsync(OutputRoute route, OutputPiece piece)
    {
        while (!piece.IsEnd && !piece.Bytes.IsEmpty)
        {
            var length = route.SameFormat(piece.Bytes.Span, Settings.Format);
            await SaveAsync(route, Format(route, piece with { Bytes = piece.Bytes[..length] }));
            piece = piece with { Bytes = piece.Bytes[length..] };
        }

        if (piece.IsEnd)
        {
            await SaveAsync(route, Format(route, piece));
        }
    }

    private ReadOnlyMemory<byte> Format(OutputRoute route, OutputPiece piece)
    {
        if (route.Format == LogFormat.Raw)
        {
            return piece.IsEnd ? default : piece.Bytes;
        }

        _captured.Clear();
        _captured.Format = route.Format;
        _captured.Mark = piece.Mark;
        Feed(route.Captured, piece, _captured);
        return _captured.Written;
    }

    private static void Feed(LineFramer framer, OutputPiece piece, ILineSink sink)
    {
        if (piece.IsEnd)
        {
            framer.End(sink);
        }
        else
        {
            framer.Feed(piece.Bytes.Span, sink);
        }
    }

    private async ValueTask SaveAsync(OutputRoute route, ReadOnlyMemory<byte> bytes)
    {
        var file = route.File!; // asked by the caller
        bytes = SkipLostLine(route, bytes);
        while (!bytes.IsEmpty)
        {
            var result = await file.AppendAsync(bytes, Settings.Rotation);
            bytes = bytes[result.Written..];
            NoteRotation(file);
            if (result.IsComplete)
            {
                Resumed(file);
                return;
            }

            Failed(file, result);
            if (Settings.WhenFull == WhenFull.Drop || _closing.IsCancellationRequested)
            {
                _buffer.CountDropped(bytes.Length);
                route.IsWithinLostLine = bytes.Span[^1] != (byte)'\n';
                return;
            }

            // On the threads for output again: the next write may hang, and a thread of the pool is everybody's.
            await Task.Delay(RetryInterval, _services.Clock, _closing.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private ReadOnlyMemory<byte> SkipLostLine(OutputRoute route, ReadOnlyMemory<byte> bytes)
    {
        if (!route.IsWithinLostLine || bytes.IsEmpty)
        {
            return bytes;
        }

        var lineEnd = bytes.Span.IndexOf((byte)'\n') + 1;
        var lost = lineEnd > 0 ? lineEnd : bytes.Length;
        route.IsWithinLostLine = lineEnd == 0;
        _buffer.CountDropped(lost);
        return bytes[lost..];
    }

    private void NoteRotation(CapturedFile file)
    {
        var errno = file.RotationErrno;
        if (errno == 0)
        {
            _unrotated.Remove(file.Path);
        }
        else if (_unrotated.Add(file.Path))
        {
            _services.Notices.RotationFailed(Settings.Task, file.Path, Posix.ErrorText(errno));
        }
    }

    private void Failed(CapturedFile file, AppendResult result)
    {
        WriteErrors += result.WasTried ? 1 : 0;
        LastError = $"{file.Path}: {Posix.ErrorText(result.Errno)}";
        if (_failing.Add(file.Path))
        {
            _services.Notices.WriteFailed(Settings.Task, file.Path, Posix.ErrorText(result.Errno));
        }
    }

    private void Resumed(CapturedFile file)
    {
        if (_failing.Count > 0 && _failing.Remove(file.Path))
        {
            _services.Notices.WriteResumed(Settings.Task, file.Path, _buffer.Dropped);
        }
    }
}
