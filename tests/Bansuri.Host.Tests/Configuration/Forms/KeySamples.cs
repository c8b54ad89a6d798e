namespace Bansuri.Host.Tests.Configuration.Forms;

/// <summary>
/// Values for every row of the key table, each in the spellings that mean the same, as JSON. A row without samples fails
/// <see cref="EquivalenceTests.Every_key_has_samples"/>: a new key gets its line here.
/// </summary>
internal static class KeySamples
{
    private static readonly string[][] Booleans = [["true", "\"true\"", "\"True\""], ["false", "\"false\"", "\"FALSE\""]];
    private static readonly string[][] Durations = [["\"90s\"", "\"1m30s\"", "\"PT90S\"", "90", "\"90\"", "\"PT1M30S\"", "\"0:01:30\"", "\"1.5m\"", "90.0"], ["\"1h30m\"", "5400", "\"90m\"", "\"PT1H30M\"", "\"01:30:00\"", "\"1.5h\""], ["\"2d12h\"", "\"60h\"", "\"2-12:00:00\"", "\"P2DT12H\""]];
    private static readonly string[][] Small = [["\"2s\"", "2", "\"PT2S\"", "\"2000ms\""], ["\"250ms\"", "0.25", "\"0.25s\""]];
    private static readonly string[][] Sizes = [["\"4G\"", "\"4GiB\"", "\"4096M\"", "4294967296"], ["\"100kB\"", "100000", "\"100 kB\"", "\"100000 B\""]];
    private static readonly string[][] Counts = [["3", "\"3\""], ["7", "\"7\""]];
    private static readonly string[][] Texts = [["\"five\""], ["\"a: b, #c\""], ["\"two\\nlines \\u2028 and \\\"quotes\\\"\""]];
    private static readonly string[][] Paths = [["\"/srv/a\"", "\"/srv/a/\"", "\"/srv/x/../a\"", "\"//srv/a\""], ["\"sub/b\"", "\"./sub/b\"", "\"sub/./b/\""], ["\"~/c\"", "\"/home/ada/c\""]];
    private static readonly string[][] Probes =
    [
        ["{\"tcp\": \"localhost:80\", \"period\": \"60s\"}", "{\"period\": \"1m\", \"tcp\": \"localhost:80\", \"failures\": 3}", "{\"tcp\": \"localhost:80\", \"period\": 60, \"timeout\": \"1s\", \"exec\": null}"],
        ["{\"notify\": true}", "{\"notify\": \"true\", \"period\": 10}"],
        ["{\"exec\": \"check, it\"}"],
    ];

    /// <summary>By the name of the key: values, and for each of them its spellings.</summary>
    public static readonly IReadOnlyDictionary<string, string[][]> All = new Dictionary<string, string[][]>(StringComparer.Ordinal)
    {
        ["name"] = [["\"a\""], ["\"b.c-d_e\""]],
        ["description"] = Texts,
        ["tags"] = [["\"red\"", "[\"red\"]"], ["[\"red\", \"blue\"]"], ["\"red, blue\"", "[\"red, blue\"]"]],
        ["type"] = [["\"shell\""], ["\"python\""]],
        ["command"] = [["\"run it\""], ["[\"run\", \"it\"]"], ["[\"run it\"]"], ["[\"run\", 5]", "[\"run\", \"5\"]"], ["\"[\\\"run\\\", \\\"it\\\"]\""], ["[\"a\\\", \\\"b\"]"], ["[\"a\", \"b\"]"], ["[\"a\\\\\", \"b\"]"], ["[\"a\\\\\\\", \\\"b\"]"]],
        ["with"] = [["{\"n\": 5, \"t\": [\"a\", true]}", "{\"t\": [\"a\", true], \"n\": 5}"], ["{\"n\": \"5\"}"], ["{\"a\": {\"b\": null}}"], ["{\"a\": {}}"], ["{}"]],
        ["working-directory"] = Paths,
        ["user"] = [["\"ada\""], ["1000", "\"1000\""]],
        ["group"] = [["\"staff\""], ["50", "\"50\""]],
        ["enabled"] = Booleans,
        ["forever"] = Booleans,
        ["schedule-cron"] = [["\"0 2 * * *\"", "\" 0 2 * * * \""], ["\"@daily\""]],
        ["cron-dialect"] = [["\"vixie\""], ["\"and\""]],
        ["timezone"] = [["\"UTC\""], ["\"Europe/Berlin\""]],
        ["timer"] = [.. Durations, ["\"none\"", "0", "\"0s\""]],
        ["timeout"] = [.. Durations, ["\"none\"", "0", "\"0\""]],
        ["start-delay"] = Durations,
        ["jitter"] = Durations,
        ["overlap"] = [["\"skip\""], ["\"queue\""], ["\"replace\""]],
        ["missed"] = [["\"skip\""], ["\"once\""], ["\"all\""]],
        ["missed-max"] = Counts,
        ["missed-within"] = Durations,
        ["max-runs"] = [.. Counts, ["\"unlimited\"", "0"]],
        ["needs"] = Durations,
        ["on-walltime"] =
        [
            ["{\"signal\": \"USR1\", \"before\": \"2m\"}", "{\"before\": 120, \"signal\": 10}", "{\"signal\": \"SIGUSR1\", \"before\": \"PT2M\"}"],
            ["{\"command\": \"save\", \"before\": \"2m\"}"],
            ["{\"command\": [\"save\"], \"before\": \"2m\"}"],
        ],
        ["times"] = [.. Counts, ["\"unlimited\"", "0", "\"0\""]],
        ["on-fail"] = [["\"stop\""], ["\"restart\""], ["\"ignore\""]],
        ["restart-delay"] = Small,
        ["restart-delay-max"] = Durations[..2],
        ["backoff"] = [["\"linear\""], ["\"constant\""], ["\"exponential\""]],
        ["backoff-jitter"] = Booleans,
        ["healthy-after"] = Durations,
        ["success-codes"] = [["3", "[3]", "\"3\"", "[\"3\"]"], ["[0, 3]", "[\"0\", 3]"], ["[]"]],
        ["fatal-codes"] = [["3", "[3]", "\"3\""], ["[1, 2]"], ["[]"]],
        ["depends-on"] = [["\"other\"", "[\"other\"]", "{\"task\": \"other\"}", "[{\"task\": \"other\"}]"], ["{\"task\": \"other\", \"condition\": \"started\"}", "[{\"condition\": \"started\", \"task\": \"other\"}]"], ["[]"]],
        ["essential"] = Booleans,
        ["stop-signal"] = [["\"INT\"", "\"SIGINT\"", "2", "\"2\"", "\"sigint\""], ["\"RTMIN+3\"", "37"]],
        ["grace-period"] = Durations,
        ["ready"] = Probes,
        ["alive"] = Probes,
        ["on-change"] = [["\"auto\""], ["\"signal:HUP\"", "\"signal:1\"", "\"signal:SIGHUP\""], ["\"manual\""], ["\"next-run\""], ["\"restart\""]],
        ["isolation"] = [["\"none\""], ["\"process\""]],
        ["on-host-crash"] = [["\"stop\""], ["\"adopt\""]],
        ["timeout-start"] = Durations,
        ["leftovers"] = [["\"stop\""], ["\"leave\""]],
        ["environment"] =
        [
            ["{\"A\": \"1\", \"B\": \"x\"}", "{\"B\": \"x\", \"A\": 1}"], ["{\"A\": \"1\\nB=x\"}"], ["{\"A\": \"/home/ada\"}", "{\"A\": \"${HOME}\"}", "{\"A\": \"${NOT_SET:-${HOME}}\"}"],
            ["{\"A\": \"$5\"}", "{\"A\": \"$$5\"}"], ["{\"A\": \"\"}", "{\"A\": null}", "{\"A\": \"${NOT_SET}\"}"], ["{\"A\": \"true\"}", "{\"A\": true}"], ["{}"],
        ],
        ["environment-file"] = [["\"one.env\"", "[\"one.env\"]", "\"./one.env\""], ["[\"one.env\", \"two.json\"]"], ["[]"]],
        ["clean-environment"] = Booleans,
        ["priority"] = [["5", "\"5\"", "\"+5\""], ["-5", "\"-5\""]],
        ["cpus"] = [["\"0-3,8\""], ["3", "\"3\""]],
        ["memory-limit"] = Sizes,
        ["open-files"] = Counts,
        ["core-size"] = Sizes,
        ["umask"] = [["\"022\"", "\"0o22\"", "\"0022\"", "22"], ["\"077\""]],
        ["stdout"] = [["\"log\""], ["\"ignore\""], ["\"out/a.log\"", "\"./out/a.log\""]],
        ["stderr"] = [["\"combined\"", "\"$$combined\""], ["\"separate\""], ["\"ignore\""], ["\"/var/log/a\""]],
        ["log-max-size"] = Sizes,
        ["log-keep"] = Counts,
        ["log-compress"] = Booleans,
        ["log-format"] = [["\"raw\""], ["\"text\""], ["\"json\""]],
        ["when-full"] = [["\"block\""], ["\"drop\""]],
        ["notify"] = [["\"on-fail\"", "true", "\"true\"", "\"mail\"", "[\"on-fail\"]", "[\"command\"]"], ["\"none\"", "false", "\"false\"", "[]"], ["[\"on-success\", \"on-recover\"]", "[\"on-recover\", \"on-success\"]"], ["\"all\""]],
        ["notify-after"] = Durations,
        ["notify-threshold"] = Counts,
        ["notify-with"] = [["\"pager\"", "[\"pager\"]"], ["[]"], ["[\"pager\", \"mail\"]"]],
    };
}
