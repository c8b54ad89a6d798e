using System.Buffers;
using System.Diagnostics.CodeAnalysis;

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

    private readonly OutputServices _services;
    private readonly OutputBuffer _buffer;
    private readonly CaptureWriter _captured;

    // Of most tasks the log shows nothing.
    private IHostLogLines? _shown;
    private readonly List<OutputPiece> _pieces = [];

    // A reader of files and memory needs a moment at which both agree; between two batches they do.
    private readonly SemaphoreSlim _batch = new(1);
    private OutputMark _mark;

    public OutputWorker(OutputSettings settings, OutputServices services)
    {
        _services = services;
        _buffer = new OutputBuffer(services.Clock, Start);
        _captured = new CaptureWriter(settings, services, _buffer);
    }

    public OutputBuffer Buffer => _buffer;

    public CaptureWriter Captured => _captured;

    /// <summary>Until <see cref="LetGo"/> the files hold what is written by <see cref="OutputBuffer.Written"/>, and no byte more. False: a disk stands still.</summary>
    public bool Hold(TimeSpan limit) => _batch.WaitAsync(limit).GetAwaiter().GetResult();

    public void LetGo() => _batch.Release();

    public void Dispose() => _captured.Dispose();

    void ILineSink.Line(ReadOnlySpan<byte> line, LinePart part) => Shown.Line(_mark, line, part);

    private IHostLogLines Shown => _shown ??= _services.Log.Open(_captured.Settings.Task);

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

                if (_shown is not null)
                {
                    await _shown.FlushAsync();
                }
            }
            catch (Exception problem)
            {
                // A defect here must cost these bytes, not the task: unwritten bytes would block it for ever.
                _captured.CountError(problem.Message);
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
            await _captured.WriteAsync(route, piece);
        }

        if (route.IsShown)
        {
            _mark = piece.Mark;
            piece.FeedTo(route.Shown, this);
        }

        if (piece.IsEnd && route.File is not null)
        {
            _services.Files.Close(route.File);
        }
    }
}
