using Microsoft.Win32.SafeHandles;

namespace Bansuri.Host.Output;

/// <summary>What became of an append: how many bytes the file has taken, and why not all of them.</summary>
internal readonly record struct AppendResult(int Written, int Errno, bool WasTried = true)
{
    public bool IsComplete => Errno == 0;

    /// <summary>A line end of ours came first, see <see cref="CapturedFile.EndCutLine"/>.</summary>
    public bool HasEndedLine { get; init; }
}

/// <summary>
/// A file that grows at its end, is rotated by size, and is made again when somebody deletes, renames or replaces it. Whoever
/// names the same path shares one of these (see <see cref="CapturedFiles"/>).
/// </summary>
internal sealed class CapturedFile(string path, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    /// <summary>A little under the second after which writers come again, so that they do not find the door closed.</summary>
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(900);

    // Two tasks may write to one path from two threads; a mailbox would cost a task switch for every write of every other task.
    private readonly SemaphoreSlim _turn = new(1);
    private readonly LineCutter _cutter = new();
    private SafeFileHandle? _file;
    private FileStatus _status;
    private long _size;
    private long _lookedAt;
    private (int Errno, long At) _unrotated;
    private (int Errno, long At) _failure;
    private int _rotations;
    private volatile bool _hasLost;

    public string Path => path;

    /// <summary>As in <see cref="CapturedFiles"/>.</summary>
    public Predicate<int> IsReserved { get; init; } = _ => false;

    /// <summary>Why the file is larger than its size; 0 = the last rotation went well.</summary>
    public int RotationErrno => _unrotated.Errno;

    /// <summary>Appends in one piece with regard to every other writer in this process. After an error the disk is left alone for a second.</summary>
    public async ValueTask<AppendResult> AppendAsync(ReadOnlyMemory<byte> bytes, RotationPolicy policy)
    {
        await _turn.WaitAsync();
        try
        {
            if (_failure.Errno != 0 && clock.GetElapsedTime(_failure.At) < RetryInterval)
            {
                return new AppendResult(0, _failure.Errno, WasTried: false);
            }

            var result = Append(bytes.Span, policy);
            _failure = (result.Errno, clock.GetTimestamp());
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>What should come next is lost: where the file ends within a line, that ends before anything else is written. Else the next one would seem to be its rest.</summary>
    public void EndCutLine() => _hasLost = true;

    /// <summary>For a reader; null where a writer stands still, or nothing can be read. It blocks.</summary>
    public CapturedPast? Past(TimeSpan patience) => InTurn(patience, () => new CapturedPast(this, OpenToRead(path), _rotations));

    /// <summary>A rotated file by its age at the time of so many rotations.</summary>
    public FileStream? OpenRotated(int age, int rotations, TimeSpan patience) =>
        InTurn(patience, () => Rotation.Existing(path, age + _rotations - rotations) is { } rotated ? OpenToRead(rotated) : null);

    public void Dispose()
    {
        _file?.Dispose();
        _turn.Dispose();
    }

    private T? InTurn<T>(TimeSpan patience, Func<T?> action)
        where T : class
    {
        if (!_turn.WaitAsync(patience).GetAwaiter().GetResult())
        {
            return null;
        }

        try
        {
            return action();
        }
        finally
        {
            _turn.Release();
        }
    }

    private static FileStream? OpenToRead(string name)
    {
        try
        {
            return new FileStream(name, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete });
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private AppendResult Append(ReadOnlySpan<byte> bytes, RotationPolicy policy)
    {
        if (!_hasLost)
        {
            return AppendAll(bytes, policy);
        }

        var error = Look();
        var ending = error != 0 ? new AppendResult(0, error) : _hasLost && _cutter.IsWithinLine ? AppendAll("\n"u8, policy) : default;
        if (!ending.IsComplete)
        {
            return ending;
        }

        _hasLost = false;
        return AppendAll(bytes, policy) with { HasEndedLine = ending.Written > 0 };
    }

    private AppendResult AppendAll(ReadOnlySpan<byte> bytes, RotationPolicy policy)
    {
        var written = 0;
        while (written < bytes.Length)
        {
            var rest = bytes[written..];
            var error = Look();
            if (error != 0)
            {
                return new AppendResult(written, error);
            }

            var fitting = MayRotate(policy) ? _cutter.Fit(rest, _size, policy.MaxSize) : rest.Length;
            if (fitting == 0)
            {
                Rotate(policy);
                continue;
            }

            error = Posix.Write(_file!, rest[..fitting], out var taken); // Look has opened it
            _cutter.Wrote(rest[..taken]);
            _size += taken;
            written += taken;
            if (error != 0)
            {
                return new AppendResult(written, error);
            }
        }

        return new AppendResult(written, 0);
    }

    private bool MayRotate(RotationPolicy policy) =>
        policy.MaxSize > 0 && _status.IsRegular && (_unrotated.Errno == 0 || clock.GetElapsedTime(_unrotated.At) >= LookInterval);

    /// <summary>Opens what is not open; once a second, looks whether the path still names what is open.</summary>
    private int Look()
    {
        if (_file is not null && clock.GetElapsedTime(_lookedAt) < LookInterval)
        {
            return 0;
        }

        _lookedAt = clock.GetTimestamp();
        if (_file is not null)
        {
            if (Posix.Stat(path, out var found) == 0 && found.IsSameFile(_status))
            {
                _size = found.Size; // somebody may have truncated it
                return 0;
            }

            _hasLost = false; // the cut line is not in the one that is made now
            Close();
        }

        return Open();
    }

    private int Open()
    {
        var error = Posix.OpenAppend(path, out _file);
        if (error is Posix.ENOENT or Posix.ENOTDIR)
        {
            error = Posix.MakeDirectories(System.IO.Path.GetDirectoryName(path));
            error = error == 0 ? Posix.OpenAppend(path, out _file) : error;
        }

        if (error == 0)
        {
            error = IsReserved((int)_file!.DangerousGetHandle()) ? Posix.EMFILE : Posix.Stat(_file, out _status); // opened just now
        }

        if (error != 0)
        {
            Close();
            return error;
        }

        _size = _status.Size;
        if (_status is { IsRegular: true, Size: 0 })
        {
            Posix.MakePrivate(_file!);
        }

        return 0;
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }

    private void Rotate(RotationPolicy policy)
    {
        var error = Rotation.Shift(path, policy);
        if (error is not (0 or Posix.ENOENT))
        {
            // The file grows beyond its size rather than lose a byte.
            _unrotated = (error, clock.GetTimestamp());
            return;
        }

        _unrotated = default;
        _rotations++;
        Close();
        if (policy is { Compress: true, Keep: > 0 })
        {
            Rotation.Compress(path);
        }
    }
}
