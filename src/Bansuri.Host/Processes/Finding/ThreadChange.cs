using System.Collections.Immutable;
using System.Globalization;
using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes.Finding;

/// <summary>
/// Changes every thread of every process of a set: niceness and processors are a thread's own on Linux. What is begun meanwhile inherits the
/// old value from one that has not had its turn, so that it looks until it meets nobody new.
/// </summary>
internal static class ThreadChange
{
    private const int MostLooks = 10;

    /// <param name="find">Looks for the processes.</param>
    /// <param name="change">Zero when it was done, else the error number is set.</param>
    /// <returns>Those that refused.</returns>
    internal static ImmutableArray<ProcessInfo> Apply(Func<Sighting> find, Func<int, int> change)
    {
        var done = new HashSet<(ProcessIdentity Process, int Thread)>();
        var refused = new Dictionary<ProcessIdentity, ProcessInfo>();
        for (var look = 1; look <= MostLooks; look++)
        {
            var before = done.Count;
            foreach (var row in find().Living)
            {
                var fresh = Threads(row.Pid).Where(thread => done.Add((row.Identity, thread))).ToList();
                if (fresh.Count > 0 && row.Identity.IsAlive && !fresh.All(thread => change(thread) == 0 || Errno.Last == Errno.NoSuchProcess))
                {
                    refused[row.Identity] = row.ToInfo();
                }
            }

            if (done.Count == before)
            {
                break;
            }
        }

        return [.. refused.Values];
    }

    private static ImmutableArray<int> Threads(int pid)
    {
        try
        {
            return [.. Directory.EnumerateDirectories(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/task"))
                .Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return [];
        }
    }
}
