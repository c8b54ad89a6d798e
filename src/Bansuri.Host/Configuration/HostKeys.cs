using System.Collections.Immutable;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Host.Configuration;

/// <summary>The rows of <c>host</c>. A dot in a name is a group: <c>log.file</c> is <c>file</c> in <c>log</c>.</summary>
internal static class HostKeys
{
    public static readonly Key<TimeSpan> CheckInterval = new("check-interval", Section.Host, ChangeClass.Live, Durations.AtLeast(TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1)), "how often every source is looked at again, at least")
    {
        Default = TimeSpan.FromSeconds(30),
        DefaultText = "`30s`",
    };

    public static readonly Key<TimeSpan> GracePeriod = new("grace-period", Section.Host, ChangeClass.Live, Durations.AtLeast(TimeSpan.Zero), "from the stop signal to SIGKILL, for tasks that do not say otherwise")
    {
        Aliases = ["watchdog-timeout"],
        Default = HostDefaults.DefaultGracePeriod,
        DefaultText = "`120s`",
    };

    public static readonly Key<ImmutableArray<string>> Plugins = new("plugins", Section.Host, ChangeClass.Restart, new ListReader<string>(Scalars.Required(Scalars.Path), "a folder or a list of folders"), "folders of plugins, searched in this order")
    {
        Default = [],
        DefaultText = "`plugins` beside the program, then beside the configuration",
    };

    public static readonly Key<string?> StateDirectory = new("state-directory", Section.Host, ChangeClass.Restart, Scalars.Path, "where state, history and captured output are kept; resolved once, at the start")
    {
        DefaultText = "`.bansuri` beside the configuration",
    };

    public static readonly Key<string?> LogFile = new("log.file", Section.Host, ChangeClass.Restart, Scalars.Path, "a file that gets the host's log as well");

    public static readonly Key<HostLogLevel> LogLevel = new("log.level", Section.Host, ChangeClass.Restart, Scalars.OneOf<HostLogLevel>(), "the least level that is logged")
    {
        Default = HostLogLevel.Information,
        DefaultText = "`information`",
    };

    public static readonly Key<HostLogFormat> LogFormat = new("log.format", Section.Host, ChangeClass.Restart, Scalars.OneOf<HostLogFormat>(), "text for people, json (compact log event format) for programs")
    {
        Default = HostLogFormat.Text,
        DefaultText = "`text`",
    };

    public static readonly Key<long> LogMaxSize = new("log.max-size", Section.Host, ChangeClass.Restart, Sizes.AtLeast(1), "the size at which the host's log file is rotated")
    {
        Default = 50L << 20,
        DefaultText = "`50MiB`",
    };

    public static readonly Key<int> LogKeep = new("log.keep", Section.Host, ChangeClass.Restart, Scalars.Integer(0, 10_000), "rotated log files of the host that are kept")
    {
        Default = 5,
        DefaultText = "`5`",
    };

    public static readonly Key<string?> ControlSocket = new("control.socket", Section.Host, ChangeClass.Restart, Scalars.Path, "the path of the control socket, less than 108 bytes long")
    {
        DefaultText = "in the runtime directory",
    };

    public static readonly Key<bool> ReloadGuard = new("reload-guard", Section.Host, ChangeClass.Live, Scalars.Boolean, "a reload that would leave no task at all waits for one more check interval, or for `bansuri reload`")
    {
        Default = true,
        DefaultText = "`true`",
    };

    public static readonly Key<bool> ExitWhenDone = new("exit-when-done", Section.Host, ChangeClass.Live, Scalars.Boolean, "end when every task has a final state")
    {
        Default = false,
        DefaultText = "`false`",
    };

    public static readonly Key<WatchMode> Watch = new("watch", Section.Host, ChangeClass.Restart, Scalars.OneOf<WatchMode>(), "auto: inotify and polling; poll: polling alone")
    {
        Default = WatchMode.Auto,
        DefaultText = "`auto`",
    };

    public static readonly Key<bool> SlurmRequeue = new("slurm.requeue", Section.Host, ChangeClass.Live, Scalars.Boolean, "requeue the job when the allocation ends before the tasks do")
    {
        Default = false,
        DefaultText = "`false`",
    };

    public static readonly Key<int?> SlurmRequeueMax = new("slurm.requeue-max", Section.Host, ChangeClass.Live, Scalars.CountOrUnlimited, "the most requeues of one job")
    {
        Default = 10,
        DefaultText = "`10`",
    };

    public static readonly Key<TimeSpan?> SlurmDrainBefore = new("slurm.drain-before", Section.Host, ChangeClass.Live, Scalars.Optional(Durations.AtLeast(TimeSpan.Zero)), "how long before the end of the allocation the tasks are stopped")
    {
        DefaultText = "the longest grace period and 30 s",
    };

    public static readonly KeyRows Rows = new(typeof(HostKeys));

    /// <summary>The groups, and what is in each.</summary>
    public static readonly ImmutableSortedDictionary<string, string> Groups = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, string>
    {
        ["control"] = "the control interface",
        ["log"] = "the host's log",
        ["slurm"] = "what the host does in an allocation",
    });
}
