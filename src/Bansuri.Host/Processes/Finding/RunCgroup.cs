using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;

namespace Bansuri.Host.Processes.Finding;

/// <summary>
/// The cgroup of one run: one more source of its processes, which nothing that they do takes them out of, and the means to kill them in one
/// step. Only one more: a process is put into it after its start, and what it forks before that stays outside.
/// </summary>
internal sealed class RunCgroup(string path)
{
    internal string Path => path;

    /// <summary>
    /// Moves a process that has just been started here, on the pool: the kernel waits for all processors before it moves one, several
    /// milliseconds, and the start of a task must not wait for that.
    /// </summary>
    internal void TakeSoon(ProcessIdentity process) => _ = Task.Run(() =>
    {
        // Numbers are given out in circles: it would take a whole one, and no kernel is that fast, until this one is another's.
        if (process.IsAlive)
            Write("cgroup.procs", process.Pid.ToString(CultureInfo.InvariantCulture));
    });

    /// <summary>Its processes as the table has them; those that were begun after it are read here.</summary>
    internal ImmutableArray<ProcessRow> Rows(ProcessTable table)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 << 10);
        var rows = ImmutableArray.CreateBuilder<ProcessRow>();
        foreach (var pid in Pids(path))
        {
            if ((ProcessIdentity.Of(pid) is { } identity && table.Find(identity) is { } seen ? seen : ProcessTable.Read(pid, ref buffer)) is { } row)
                rows.Add(row);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return rows.ToImmutable();
    }

    /// <summary>SIGKILL to all in it and below, forks in progress included.</summary>
    internal void Kill() => Write("cgroup.kill", "1");

    /// <summary>Removes it if nobody is in it, and says whether so: one system call tells both.</summary>
    internal bool TryRemove() => TryRemove(path) || (RemoveBelow(path) && TryRemove(path));

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
            using var stream = new FileStream(System.IO.Path.Combine(path, file), FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
            stream.Write(System.Text.Encoding.ASCII.GetBytes(text));
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
