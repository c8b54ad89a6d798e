using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Bansuri.Host.Processes.Finding;

/// <summary>
/// The cgroup of one run: one more source of its processes, which nothing that they do takes them out of, and the means to kill them in one
/// step. Only one more: a process is put into it after its start, and what it forks before that stays outside.
/// </summary>
/// <param name="folder">Has its path.</param>
/// <param name="runId">Whose it is.</param>
/// <param name="exists">Whether an earlier host has made it.</param>
internal sealed class RunCgroup(CgroupFolder folder, string runId, bool exists)
{
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(1);

    // Race: a run ends while its cgroup is made, which would then stay. Held for two system calls; one for all, as each run of an idle host has one of these.
    private static readonly Lock Making = new();

    private volatile bool _exists = exists;
    private bool _isOver;

    internal string Path => folder.PathOf(runId);

    /// <summary>Makes it and moves a process here, unless either has ended: the kernel waits for all processors before it moves one, several milliseconds.</summary>
    internal void Take(ProcessIdentity process)
    {
        // Numbers are given out in circles: it would take a whole one, and no kernel is that fast, until this one is another's.
        if (TryMake(process))
            Write("cgroup.procs", process.Pid.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Its processes as the table has them; those that were begun after it are read here.</summary>
    internal ImmutableArray<ProcessRow> Rows(ProcessTable table)
    {
        if (!_exists)
            return [];
        var buffer = ArrayPool<byte>.Shared.Rent(16 << 10);
        var rows = ImmutableArray.CreateBuilder<ProcessRow>();
        foreach (var pid in Pids(Path))
        {
            if ((ProcessIdentity.Of(pid) is { } identity && table.Find(identity) is { } seen ? seen : ProcessTable.Read(pid, ref buffer)) is { } row)
                rows.Add(row);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return rows.ToImmutable();
    }

    /// <summary>SIGKILL to all in it and below, forks in progress included.</summary>
    internal void Kill()
    {
        if (_exists)
            Write("cgroup.kill", "1");
    }

    /// <summary>The run's main process has ended: whether nobody is in it, nor below.</summary>
    internal bool IsEmpty()
    {
        lock (Making)
            _isOver = true;
        if (!_exists)
            return true;
        Span<byte> events = stackalloc byte[128];
        return ProcFile.Read(Encoding.UTF8.GetBytes(Path + "/cgroup.events\0"), events) is var length && (length < 0 || events[..length].IndexOf("populated 0"u8) >= 0);
    }

    /// <summary>The run is over and a restart waits: the kernel's part in the removal of an empty one is longer than its own start. Who removes it before does so at once.</summary>
    internal void RemoveLater(TimeProvider clock)
    {
        if (_exists)
            _ = Task.Delay(Later, clock).ContinueWith(_ => TryRemove(), TaskScheduler.Default);
    }

    /// <summary>The run's main process has ended: removes it if nobody is in it.</summary>
    internal void TryRemove()
    {
        lock (Making)
            _isOver = true;
        if (_exists)
            _ = TryRemove(Path) || (RemoveBelow(Path) && TryRemove(Path));
    }

    private bool TryMake(ProcessIdentity process)
    {
        lock (Making)
        {
            try
            {
                if (_isOver || !process.IsAlive)
                    return false;
                Directory.CreateDirectory(Path);
                return _exists = true;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Not ours to use after all, or no descriptor is left to look with: the other sources do without.
                return false;
            }
        }
    }

    /// <summary>A task may have made more below its own (a container does).</summary>
    private static IEnumerable<int> Pids(string path)
    {
        try
        {
            return
            [
                .. File.ReadLines(System.IO.Path.Combine(path, "cgroup.procs")).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).Where(pid => pid > 0),
                .. Directory.EnumerateDirectories(path).SelectMany(Pids),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Removed meanwhile, or threaded: then its processes are listed above it.
            return [];
        }
    }

    private void Write(string file, string text)
    {
        try
        {
            using var stream = new FileStream(System.IO.Path.Combine(Path, file), FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
            stream.Write(Encoding.ASCII.GetBytes(text));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone, or not ours to use after all: the other sources do without.
        }
    }

    // Never recursively: a cgroup's files are the kernel's, and rmdir takes them along.
    private static bool TryRemove(string path)
    {
        try
        {
            Directory.Delete(path);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>False when there is nothing below, so that somebody must be in it, or when somebody is below.</summary>
    private static bool RemoveBelow(string path)
    {
        var below = Directory.Exists(path) ? Directory.GetDirectories(path) : [];
        return below.Length > 0 && Array.TrueForAll(below, each => TryRemove(each) || (RemoveBelow(each) && TryRemove(each)));
    }
}
