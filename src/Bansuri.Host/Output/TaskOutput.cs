using System.Runtime.CompilerServices;
using Bansuri.Abstractions;

namespace Bansuri.Host.Output;

/// <summary>All output of one task, over all its runs: bytes in, captured files, the host's log and followers out. Thread-safe.</summary>
internal sealed class TaskOutput : IAsyncDisposable
{
    private static readonly TimeSpan ClosingLimit = TimeSpan.FromSeconds(2);

    private readonly OutputServices _services;
    private readonly OutputWorker _worker;
    private readonly LogPast _past;

    public TaskOutput(OutputSettings settings, OutputServices services)
    {
        _services = services;
        _worker = new OutputWorker(settings, services);
        _past = new LogPast(_worker, services.Files);
        Tail = new TailBuffer(_worker.Buffer);
        Apply(settings);
    }

    /// <summary>The last 256 KiB, for followers.</summary>
    public TailBuffer Tail { get; }

    public OutputCounters Counters => new(_worker.Buffer.Received, _worker.Buffer.Dropped, _worker.Captured.Errors, _worker.Captured.LastError);

    /// <summary>Size, keep, compression, format and when-full count at once; new targets from the next stream on.</summary>
    public void Apply(OutputSettings settings)
    {
        _worker.Captured.Settings = settings;
        _worker.Buffer.Drops = settings.WhenFull == WhenFull.Drop;
        if (_worker.Buffer.Drops)
        {
            _worker.Buffer.ResumeAll();
        }
    }

    public OutputStream OpenStdout(int attempt, string runId)
    {
        var settings = _worker.Captured.Settings;
        return Open(new OutputOrigin(OutputKind.Stdout, attempt, runId), StdoutPath(settings), settings.Stdout.Kind == OutputTargetKind.Log);
    }

    /// <summary>Null when stderr is combined: then the engine puts it on the pipe of stdout, which keeps the order as well.</summary>
    public OutputStream? OpenStderr(int attempt, string runId)
    {
        var settings = _worker.Captured.Settings;
        var isShown = settings is { Stdout.Kind: OutputTargetKind.Log, Stderr.Kind: OutputTargetKind.Separate or OutputTargetKind.Log };
        return settings.Stderr.Kind == OutputTargetKind.Combined ? null : Open(new OutputOrigin(OutputKind.Stderr, attempt, runId), StderrPath(settings), isShown);
    }

    /// <summary>Ends when all that has come so far is in the files and in the host's log.</summary>
    public Task FlushAsync(CancellationToken cancellation) => _worker.Buffer.WhenWritten().WaitAsync(cancellation);

    /// <summary>
    /// The last lines that match, from memory and, where that does not reach back far enough, from the captured files; then, when
    /// asked, every matching line as it comes. Where stderr has a file of its own, its older lines come only when they are asked for.
    /// </summary>
    /// <returns>In batches, each of which is there until the next one.</returns>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> LogsAsync(LogQuery query, bool follow, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var settings = _worker.Captured.Settings;
        if (query.Kind == OutputKind.Stderr && settings.Stderr.Kind == OutputTargetKind.Combined)
        {
            query = query with { Kind = null }; // it is not captured apart
        }

        var path = query.Kind == OutputKind.Stderr ? StderrPath(settings) : StdoutPath(settings);
        var (older, tail) = await Task.Factory.StartNew(
            () => _past.Read(query, path, cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        yield return older;
        yield return [.. tail.Lines.Where(query.Matches).TakeLast(query.Lines)];
        await foreach (var batch in follow ? TailBuffer.FollowAsync(tail, query, cancellation) : AsyncEnumerable.Empty<IReadOnlyList<LogLine>>())
        {
            yield return batch;
        }
    }

    /// <summary>Writes what is left, for at most two seconds, and lets the followers go.</summary>
    public async ValueTask DisposeAsync()
    {
        var written = _worker.Buffer.WhenWritten();
        await written.WaitAsync(ClosingLimit, _services.Clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _worker.Captured.GiveUp();
        _worker.Buffer.Close();
        if (written.IsCompleted)
        {
            _worker.Dispose();
        }
    }

    private static string? StdoutPath(OutputSettings settings) => settings.Stdout.Kind switch
    {
        OutputTargetKind.Ignore => null,
        OutputTargetKind.File => settings.Stdout.Path,
        _ => settings.StdoutPath,
    };

    private static string? StderrPath(OutputSettings settings) => settings.Stderr.Kind switch
    {
        OutputTargetKind.Ignore => null,
        OutputTargetKind.File => settings.Stderr.Path,
        OutputTargetKind.Combined => StdoutPath(settings),
        _ => settings.StderrPath,
    };

    private OutputStream Open(OutputOrigin origin, string? path, bool isShown) =>
        new(_worker.Buffer, origin, new OutputRoute(path is null ? null : _services.Files.Open(path), isShown));
}

/// <summary>What has gone through since the task is known, in bytes and failed attempts to write.</summary>
internal readonly record struct OutputCounters(long Bytes, long DroppedBytes, long WriteErrors, string? LastError);
