using System.Collections.Immutable;
using System.Globalization;
using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes.Spawning;

/// <summary>
/// The words in front of a program that is to be confined: one <c>sh</c> sets what it can and executes the tools of coreutils and util-linux
/// for the rest, each only where asked. Limits set from outside after the spawn would come too late once in 200 times.
/// </summary>
internal sealed record LimitPrefix(ImmutableArray<string> Words, uint? Owner)
{
    internal const string Shell = "/bin/sh";

    private static readonly string[] ToolFolders = ["/usr/bin/", "/bin/", "/usr/sbin/", "/usr/local/bin/"];

    internal bool IsEmpty => Words.IsEmpty;

    /// <exception cref="ProcessStartException">Something asked for is known to be impossible.</exception>
    internal static LimitPrefix Make(ProcessStart start, SpawnFeatures features)
    {
        var limits = start.Limits;
        var settings = new List<string>();
        var tools = new List<string>();
        if (limits.Umask is { } umask)
            settings.Add("umask " + Convert.ToString(umask, 8).PadLeft(4, '0'));
        if (limits.MemoryLimit is { } memory)
            settings.Add(Number($"ulimit -v {LimitCheck.Permitted("memory-limit", Libc.LimitAddressSpace, memory) / 1024}"));
        if (limits.OpenFiles is { } files)
            settings.Add(Number($"ulimit -n {LimitCheck.Permitted("open-files", Libc.LimitOpenFiles, files)}"));
        if (limits.Nice is { } nice && nice != LimitCheck.OwnNice())
            tools.AddRange([Tool("nice", "priority"), "-n", Number($"{LimitCheck.PermittedNice(nice) - LimitCheck.OwnNice()}")]);
        if (limits.Cpus is { } cpus)
            tools.AddRange([Tool("taskset", "cpus"), "-c", LimitCheck.PresentCpus(cpus)]);
        // By prlimit, for shells disagree on the unit of `ulimit -c`.
        if (limits.CoreSize is { } core)
            tools.AddRange([Tool("prlimit", "core-size"), Number($"--core={LimitCheck.Permitted("core-size", Libc.LimitCore, core)}")]);
        var account = AccountSwitch.Find(limits);
        // Last, for what stands before may need the host's rights.
        if (account is not null)
            tools.AddRange([Tool("setpriv", "user"), .. account.Options]);
        var moves = !features.ChangeDirectory;
        if (settings.Count == 0 && tools.Count == 0 && !moves)
            return new([], null);
        if (moves)
            settings.Add("cd -- \"$1\"");
        settings.Add(moves ? "shift && exec \"$@\"" : "exec \"$@\"");
        string[] directory = moves ? [start.WorkingDirectory] : [];
        return new(["sh", "-c", string.Join(" && ", settings), "sh", .. directory, .. tools], account?.User);
    }

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Found by the host, where the system keeps such tools: the child's PATH may know none of them.</summary>
    private static string Tool(string name, string key) =>
        ToolFolders.Select(folder => folder + name).FirstOrDefault(File.Exists)
            ?? throw new ProcessStartException(Errno.NotFound, $"'{name}', which '{key}' needs");
}
