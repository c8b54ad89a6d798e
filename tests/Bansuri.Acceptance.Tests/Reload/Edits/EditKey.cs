namespace Bansuri.Acceptance.Tests.Reload.Edits;

/// <summary>
/// A key that edits change, as docs/configuration.md has it: written down here once more, so that the host is not asked what it should do.
/// </summary>
/// <param name="Name">Kebab-case.</param>
/// <param name="Group">The group that it may stand in.</param>
/// <param name="Class">Its change class, as plans write it.</param>
/// <param name="Default">Its value when nobody writes it, as plans write it; null is none.</param>
/// <param name="Values">As plans write them, each with the ways to write it; the first way is as good as any.</param>
internal sealed record EditKey(string Name, string Group, string Class, string? Default, params (string Shown, object[] Written)[] Values)
{
    private const string Identification = "identification", Scheduling = "scheduling", Failure = "failure-control", Resources = "resources", Logging = "logging";

    public IReadOnlyList<string> Aliases { get; init; } = [];

    public static readonly EditKey OnChange = new("on-change", Failure, "live", "auto", Same("auto"), Same("restart"), Same("next-run"), ("signal:SIGHUP", ["signal:HUP", "signal:1", "signal:SIGHUP"]), Same("manual"));

    public static readonly EditKey Enabled = new("enabled", Identification, "order", "true", ("true", [true, "true"]), ("false", [false, "false", "False"]));

    public static readonly EditKey Cron = new("schedule-cron", Scheduling, "live", null, Same("1 3 29 2 *"), Same("2 3 29 2 *"), Same("3 3 29 2 *"));

    public static readonly EditKey Timer = new("timer", Scheduling, "live", null, ("10h", ["10h", "PT10H", 36_000, "600m"]), ("20h", ["20h", "72000"]), ("1d6h", ["30h", "1d6h", "1-06:00:00"]));

    public static readonly EditKey Forever = new("forever", Scheduling, "live", "false", ("true", [true, "true"]));

    public static readonly EditKey Timeout = new("timeout", Scheduling, "next", null, ("10h", ["10h", 36_000]), ("20h", ["20h", "PT20H"]));

    public static readonly EditKey LogKeep = new("log-keep", Logging, "live", "5", ("3", [3, "3"]), ("9", [9, "9"]));

    public static readonly EditKey Umask = new("umask", Resources, "restart", null, ("0022", ["022", "0o22", "0022"]), ("0027", ["027", "0027"]));

    public static readonly IReadOnlyList<EditKey> Live =
    [
        OnChange, LogKeep,
        new("description", Identification, "live", null, Same("one"), Same("two: three"), ("four", ["four"])),
        new("tags", Identification, "live", null, ("red", ["red", new[] { "red" }]), ("red, blue", [new[] { "red", "blue" }])),
        new("restart-delay", Failure, "live", "1s", ("2s", ["2s", 2, "2000ms"]), ("1m30s", ["90s", "1m30s", "PT90S", "90", 90])),
        new("healthy-after", Failure, "live", "1m", ("2m", ["2m", 120]), ("1h", ["1h", "01:00:00"])),
        new("grace-period", Failure, "live", "2m", ("1m30s", ["90s", 90]), ("3m", ["3m", "PT3M"])) { Aliases = ["watchdog-timeout"] },
        new("backoff", Failure, "live", "exponential", Same("linear"), Same("constant")),
        new("success-codes", Failure, "live", "0", ("0, 3", [new object[] { 0, 3 }, new[] { "0", "3" }]), ("0, 4", [new object[] { 0, 4 }])),
        new("overlap", Scheduling, "live", "skip", Same("queue"), Same("replace")),
        new("missed", Scheduling, "live", "skip", Same("once"), Same("all")),
        new("log-max-size", Logging, "live", "50MiB", ("1MiB", ["1MiB", "1024K", 1_048_576, "1M"]), ("2MiB", ["2M", "2097152"])),
    ];

    public static readonly IReadOnlyList<EditKey> Next = [Timeout];

    public static readonly IReadOnlyList<EditKey> Restart =
    [
        Umask,
        new("clean-environment", Resources, "restart", "false", ("true", [true, "true"])),
        new("open-files", Resources, "restart", null, ("512", [512, "512"]), ("600", [600])),
        new("stdout", Logging, "restart", "log", Same("ignore")),
        new("stderr", Logging, "restart", "combined", Same("separate"), Same("ignore")),
        new("working-directory", Identification, "restart", "ROOT", ("/", ["/"]), ("/tmp", ["/tmp", "/tmp/", "/tmp/../tmp"])) { Aliases = ["where", "cwd"] },
    ];

    public static readonly IReadOnlyDictionary<string, EditKey> ByName =
        Live.Concat(Next).Concat(Restart).Concat([Enabled, Cron, Timer, Forever]).ToDictionary(key => key.Name, StringComparer.Ordinal);

    /// <summary>The ways to write a value that plans write so.</summary>
    public object[] Spellings(string shown) => Values.FirstOrDefault(value => value.Shown == shown).Written ?? [shown];

    private static (string Shown, object[] Written) Same(string value) => (value, [value]);
}
