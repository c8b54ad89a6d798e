using Bansuri.Abstractions.Diagnostics;

namespace Bansuri.Host.Tests.Configuration.Fuzz;

/// <summary>Texts that are made to use up memory, stack or time: each has an answer, and none takes longer than a person waits.</summary>
public sealed class GiantTests : IDisposable
{
    // A little less than the largest file that is read, because that is where what grows faster than its text shows.
    private const int Large = (16 << 20) - 200;

    private static readonly SortedDictionary<string, (string Code, Func<string> Text)> Texts = new(StringComparer.Ordinal)
    {
        ["flow lists.yaml"] = ("BAN002", () => Times("[", 100_000)),
        ["flow mappings.yaml"] = ("BAN002", () => Times("{a: ", 100_000)),
        ["dashes.yaml"] = ("BAN002", () => Times("- ", 100_000)),
        ["question marks.yaml"] = ("BAN002", () => Times("? ", 100_000)),
        ["blocks.yaml"] = ("BAN002", () => string.Join('\n', Numbers(5000).Select(depth => new string(' ', depth) + "a:"))),
        ["lists.json"] = ("BAN002", () => Times("[", 100_000)),
        ["mappings.json"] = ("BAN002", () => Times("{\"a\":", 100_000)),
        ["laughs.yaml"] = ("BAN002", () => "x-0: &l0 [a]\n" + Each(40, at => $"x-{at + 1}: &l{at + 1} [{Times($"*l{at},", 9)}]\n") + "tasks: []\n"),
        ["merges.yaml"] = ("BAN002", () => "x-0: &m0 {a: 1}\n" + Each(40, at => $"x-{at + 1}: &m{at + 1} {{<<: [{Times($"*m{at},", 9)}], k{at}: 1}}\n") + "tasks: []\n"),
        ["one text.yaml"] = ("", () => $"tasks: []\nx-a: \"{Times("a", Large - 100)}\"\n"),
        ["lines of one text.yaml"] = ("", () => "tasks: []\nx-a:\n" + Fill("  abc\n")),
        ["comments.yaml"] = ("", () => Fill("# abc\n") + "tasks: []\n"),
        ["one comment.json"] = ("", () => $"/*{Times("*", Large - 100)}*/[]"),
        ["empty lines.yaml"] = ("", () => Times("\n", Large - 100) + "tasks: []\n"),
        ["blanks.json"] = ("BAN004", () => Times(" ", Large)),
        ["entries.yaml"] = ("BAN002", () => Fill("- a\n")),
        ["entries.json"] = ("BAN002", () => $"[{Fill("1,")}1]"),
        ["a task too many.json"] = ("BAN005", () => $"[{Times("\"a\",", 100_000)}\"a\"]"),
        ["one key many times.yaml"] = ("BAN007", () => "tasks: []\n" + Times("x-a: 1\n", 200_000)),
        ["errors in one line.json"] = ("BAN007", () => $"{{\"tasks\": [{Join(20_000, at => $"{{\"name\": \"ä{at}\"}}")}]}}"),
        ["warnings.yaml"] = ("BAN007", () => "tasks:\n" + Each(5000, at => $"- {{name: a{at}, command: x, on-host-crash: adopt}}\n")),
        ["a chain.yaml"] = ("", () => "tasks:\n" + Each(20_000, at => $"- {{name: a{at}, command: x{(at == 0 ? "" : $", depends-on: a{at - 1}")}}}\n")),
        ["a circle.yaml"] = ("BAN042", () => "tasks:\n" + Each(20_000, at => $"- {{name: a{at}, command: x, depends-on: a{(at + 1) % 20_000}}}\n")),
        ["strangers.yaml"] = ("BAN041", () => "tasks:\n" + Each(20_000, at => $"- {{name: a{at}, command: x, depends-on: b{at}}}\n")),
        ["defaults.yaml"] = ("BAN005", () => $"defaults: {{environment: {{{Join(100_000, at => $"v{at}: x")}}}}}\ntasks:\n" + Each(1000, at => $"- {{name: a{at}, command: x}}\n")),
        ["environment files.yaml"] = ("BAN007", () => $"tasks: [{{name: a, command: x, environment-file: [{Join(30_000, at => $"e{at}")}]}}]\n"),
        ["includes.yaml"] = ("BAN007", () => $"include: [{Join(30_000, at => $"e{at}")}]\n"),
        ["a duration.yaml"] = ("BAN013", () => $"tasks: [{{name: a, command: x, timeout: \"1d{Times(" ", 5000)}x\"}}]\n"),
        ["an expansion.yaml"] = ("BAN017", () => $"tasks: [{{name: a, command: x, environment: {{A: \"{Times("${A:-", 100_000)}{Times("}", 100_000)}\"}}}}]\n"),
        ["a message.yaml"] = ("BAN017", () => $"tasks: [{{name: a, command: x, environment: {{A: \"${{B:?{Times("b", 100_000)}}}\"}}}}]\n"),
        ["a pattern.yaml"] = ("BAN013", () => "tasks: [{name: a, command: x, ready: {log: \"((a{1000}){1000}){1000}\"}}]\n"),
        ["a key.json"] = ("BAN012", () => $"{{\"{Times("k", 1_000_000)}\": 1, \"tasks\": []}}"),
        ["a name.json"] = ("BAN013", () => $"[{{\"name\": \"{Times("n", 1_000_000)}\", \"command\": \"x\", \"{Times("k", 1_000_000)}\": 1}}]"),
        ["a type.json"] = ("BAN060", () => $"[{{\"name\": \"a\", \"type\": \"{Times("t", 1_000_000)}\"}}]"),
        ["a cron expression.json"] = ("BAN016", () => $"[{{\"name\": \"a\", \"command\": \"x\", \"schedule-cron\": \"{Times("1,", 500_000)}99 * * * *\"}}]"),
        ["numbers.yaml"] = ("BAN013", () => $"tasks: [{{name: a, command: x, times: {Times("9", 100_000)}, timeout: {Times("9", 100_000)}, memory-limit: {Times("9", 100_000)}}}]\n"),
    };

    private readonly FuzzFolder _folder = new();

    public static TheoryData<string> Names => [.. Texts.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Much_of_anything_has_an_answer(string name)
    {
        var (code, text) = Texts[name];

        var result = _folder.Load(text(), name);

        Assert.True(code.Length == 0 ? result.Diagnostics.IsEmpty : result.Diagnostics.Any(each => each.Code.ToString() == code), $"{result.Diagnostics.FirstOrDefault()}");
        Assert.InRange(result.Diagnostics.Length, 0, 2001);
    }

    [Theory]
    [InlineData("- a\n")]
    [InlineData("# a\n")]
    [InlineData("a")]
    public void A_file_of_100_MB_is_refused_unread(string piece)
    {
        using (var file = File.CreateText(_folder.In("large.yaml")))
        {
            for (var written = 0; written < 100_000_000; written += 1 << 20)
            {
                file.Write(Times(piece, (1 << 20) / piece.Length));
            }
        }

        Assert.Equal(Codes.TooLarge, Assert.Single(_folder.LoadFile("large.yaml").Diagnostics).Code);
    }

    private static string Times(string piece, int times) => string.Concat(Enumerable.Repeat(piece, times));

    private static string Fill(string piece) => Times(piece, (Large - 100) / piece.Length);

    private static string Each(int count, Func<int, string> piece) => string.Concat(Numbers(count).Select(piece));

    private static string Join(int count, Func<int, string> piece) => string.Join(", ", Numbers(count).Select(piece));

    private static IEnumerable<int> Numbers(int count) => Enumerable.Range(0, count);
}
