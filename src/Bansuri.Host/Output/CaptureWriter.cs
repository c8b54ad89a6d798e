using Bansuri.Abstractions;

namespace Bansuri.Host.Output;

/// <summary>
/// Writes one task's bytes into its captured files, in their format. What cannot be written is tried again, or costs the bytes, as the task chose; either is told
/// once. Only the task's worker writes.
/// </summary>
internal sealed class CaptureWriter(OutputSettings settings, OutputServices services, OutputBuffer buffer) : IDisposable
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    // Mostly files get the bytes as they are, there is nothing the matter with any file, and each task has one of these.
    private CapturedLines? _lines;
    private HashSet<string>? _failing;
    private HashSet<string>? _unrotated;
    private readonly CancellationTokenSource _closing = new();

    public OutputSettings Settings { get; set; } = settings;

    public long Errors { get; private set; }

    public string? LastError { get; private set; }

    public void CountError(string text)
    {
        LastError = text;
        Errors++;
    }

    /// <summary>From now on a file that cannot be written costs the bytes instead of time.</summary>
    public void GiveUp() => _closing.Cancel();

    public void Dispose() => _closing.Dispose();

    public async ValueTask WriteAsync(OutputRoute route, OutputPiece piece)
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

        _lines ??= new CapturedLines(services.Clock);
        _lines.Clear();
        _lines.Format = route.Format;
        _lines.Mark = piece.Mark;
        piece.FeedTo(route.Captured, _lines);
        return _lines.Written;
    }

    private async ValueTask SaveAsync(OutputRoute route, ReadOnlyMemory<byte> bytes)
    {
        var file = route.File!; // asked by the worker
        bytes = SkipLostLine(route, bytes);
        while (!bytes.IsEmpty)
        {
            var result = await file.AppendAsync(bytes, Settings.Rotation);
            bytes = bytes[result.Written..];
            NoteRotation(file);
            if (result.HasEndedLine)
            {
                buffer.CountDropped(-1); // the end of the cut line, which was dropped with its rest
            }

            if (result.IsComplete)
            {
                Resumed(file);
                return;
            }

            Failed(file, result);
            if (Settings.WhenFull == WhenFull.Drop || _closing.IsCancellationRequested)
            {
                Drop(route, bytes);
                return;
            }

            // On the threads for output again: the next write may hang, and a thread of the pool is everybody's.
            await Task.Delay(RetryInterval, services.Clock, _closing.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private void Drop(OutputRoute route, ReadOnlyMemory<byte> bytes)
    {
        buffer.CountDropped(bytes.Length);
        route.IsWithinLostLine = bytes.Span[^1] != (byte)'\n';
        route.File!.EndCutLine(); // asked by the worker
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
        buffer.CountDropped(lost);
        return bytes[lost..];
    }

    private void NoteRotation(CapturedFile file)
    {
        var errno = file.RotationErrno;
        if (errno == 0)
        {
            _unrotated?.Remove(file.Path);
        }
        else if ((_unrotated ??= []).Add(file.Path))
        {
            services.Notices.RotationFailed(Settings.Task, file.Path, Posix.ErrorText(errno));
        }
    }

    private void Failed(CapturedFile file, AppendResult result)
    {
        Errors += result.WasTried ? 1 : 0;
        LastError = $"{file.Path}: {Posix.ErrorText(result.Errno)}";
        if ((_failing ??= []).Add(file.Path))
        {
            services.Notices.WriteFailed(Settings.Task, file.Path, Posix.ErrorText(result.Errno));
        }
    }

    private void Resumed(CapturedFile file)
    {
        if (_failing?.Remove(file.Path) == true)
        {
            services.Notices.WriteResumed(Settings.Task, file.Path, buffer.Dropped);
        }
    }
}
