using Bansuri.Abstractions.Diagnostics;

namespace Bansuri.Host.Tests.Configuration;

/// <summary>Golden texts: what a person reads.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class MessageTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_misspelt_key_is_shown_where_it_stands_with_the_one_that_was_meant()
    {
        const string Expected = """
            error[BAN012]: unknown key 'shedule-cron' in task 'nightly-backup'
             --> bansuri.yaml:4:5
              |
            4 |     shedule-cron: "0 3 * * *"
              |     ^^^^^^^^^^^^
              = help: rename it to 'schedule-cron'

            1 error; configuration not applied

            """;

        Assert.Equal(Expected, _folder.Messages("tasks:\n  - name: nightly-backup\n    command: run\n    shedule-cron: \"0 3 * * *\"\n"));
    }

    [Fact]
    public void All_errors_of_all_files_come_at_once_in_the_order_of_the_files()
    {
        _folder.Write("more.yaml", "tasks:\n- name: late\n  command: x\n  times: -1\n");
        const string Expected = """
            error[BAN013]: bad value 'soon' for 'timeout' in task 'a': expected a duration, such as '90s', '10m', '1h30m' or '2d', or 'none'
             --> bansuri.yaml:5:12
              |
            5 |   timeout: soon
              |            ^^^^

            error[BAN015]: task 'a' has both 'timer' and 'forever': only one of schedule-cron, timer and forever is possible
             --> bansuri.yaml:7:3
              |
            7 |   forever: true
              |   ^^^^^^^

            error[BAN011]: an entry has no 'name'
             --> bansuri.yaml:8:3
              |
            8 | - command: y
              |   ^^^^^^^

            error[BAN013]: bad value '-1' for 'times' in task 'late': expected a whole number of at least 1, or 'unlimited'
             --> more.yaml:4:10
              |
            4 |   times: -1
              |          ^^

            4 errors; configuration not applied

            """;

        Assert.Equal(Expected, _folder.Messages("include: more.yaml\ntasks:\n- name: a\n  command: x\n  timeout: soon\n  timer: 5m\n  forever: true\n- command: y\n"));
    }

    [Fact]
    public void A_place_counts_characters_and_the_caret_keeps_the_tabs()
    {
        const string Expected = """
            error[BAN013]: bad value 'maybe' for 'enabled' in task 'ä😀': expected true or false
            """;

        var messages = _folder.Messages("{\"tasks\": [\n\t{\"name\": \"ä😀\", \"command\": \"x\", \"enabled\": \"maybe\"}]}", "scripts.json");

        Assert.Contains(Expected, messages, StringComparison.Ordinal);
        Assert.Contains(" --> scripts.json:2:44\n", messages, StringComparison.Ordinal);
        Assert.Contains("  | \t" + new string(' ', 42) + "^^^^^^^\n", messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.json", "{\"tasks\": [\"a\" \"b\"]}", "BAN002", "a.json:1:16")]
    [InlineData("a.json", "{\"tasks\": [", "BAN002", "a.json:1:12")]
    [InlineData("a.yaml", "tasks:\n  - name: x\n   command: y\n", "BAN002", "a.yaml:3:")]
    [InlineData("a.yaml", "tasks: []\n---\ntasks: []\n", "BAN002", "a.yaml:2:")]
    [InlineData("a.yaml", "tasks: [*nobody]\n", "BAN002", "a.yaml:1:9")]
    [InlineData("a.yaml", "tasks: []\ntasks: []\n", "BAN003", "a.yaml:2:1")]
    [InlineData("a.json", "{\"tasks\": [], \"tasks\": []}", "BAN003", "a.json:1:15")]
    [InlineData("a.yaml", "tasks: !include b.yaml\n", "BAN002", "a.yaml:1:8")]
    [InlineData("a.yaml", "hello\n", "BAN010", "a.yaml:1:1")]
    [InlineData("a.yaml", "tassks: []\n", "BAN012", "a.yaml:1:1")]
    [InlineData("a.yaml", "tasks: []\nhost: {check-intervall: 5s}\n", "BAN012", "a.yaml:2:8")]
    [InlineData("a.yaml", "tasks: [{name: x, command: y, timeout: 5s, scheduling: {timeout: 6s}}]\n", "BAN014", "a.yaml:1:57")]
    [InlineData("a.yaml", "tasks: [{name: x}]\n", "BAN011", "a.yaml:1:9")]
    [InlineData("a.yaml", "tasks: [{name: x, command: y, schedule-cron: 61 * * * *}]\n", "BAN016", "a.yaml:1:46")]
    [InlineData("a.yaml", "tasks: [{name: x, command: y, environment: {A: '${B:?set me}'}}]\n", "BAN017", "a.yaml:1:48")]
    [InlineData("a.yaml", "tasks: [{name: x, command: y, depends-on: [z]}]\n", "BAN041", "a.yaml:1:44")]
    [InlineData("a.yaml", "tasks: [{name: x, command: y, depends-on: x}]\n", "BAN042", "a.yaml:1:43")]
    [InlineData("a.yaml", "tasks: [{name: x, type: shel}]\n", "BAN060", "a.yaml:1:25")]
    [InlineData("a.yaml", "tasks: [{name: x, command: y, with: {bad: 1}}]\n", "BAN061", "a.yaml:1:43")]
    [InlineData("a.yaml", "tasks: [{name: x, command: y, notify: on-fail}]\n", "BAN081", "a.yaml:1:39")]
    [InlineData("a.yaml", "tasks: [{name: x, command: y, environment: {API_TOKEN: abc}}]\n", "BAN082", "a.yaml:1:45")]
    [InlineData("a.yaml", "tasks: [{name: x, command: y, on-host-crash: adopt}]\n", "BAN080", "a.yaml:1:31")]
    public void Each_kind_of_problem_has_its_code_and_place(string name, string text, string code, string place)
    {
        var messages = _folder.Messages(text, name);

        Assert.Contains($"[{code}]: ", messages, StringComparison.Ordinal);
        Assert.Contains("--> " + place, messages, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_does_nothing_yet_is_said_to_be_read_and_to_do_nothing() =>
        Assert.Contains(
            "warning[BAN080]: 'on-host-crash' of task 'x' is read and checked, but what a killed host left is always stopped for now\n",
            _folder.Messages("tasks: [{name: x, command: y, on-host-crash: adopt}]\n"),
            StringComparison.Ordinal);

    [Fact]
    public void A_cycle_of_dependencies_is_printed() =>
        Assert.Contains(
            "the dependencies go round: b -> c -> b",
            _folder.Messages("tasks:\n  a: {command: x, depends-on: b}\n  b: {command: x, depends-on: [{task: c}]}\n  c: {command: x, depends-on: b}\n"),
            StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_there_says_so() =>
        Assert.Equal("error[BAN001]: the file cannot be read: No such file or directory\n --> nothing.yaml\n\n1 error; configuration not applied\n", _folder.Render(_folder.Load("nothing.yaml")));

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x41, 0 }, "UTF-16")]
    [InlineData(new byte[] { 0x61, 0x3A, 0x20, 0 }, "NUL")]
    [InlineData(new byte[] { 0x61, 0x3A, 0x20, 0xC3, 0x28 }, "not UTF-8 here")]
    public void Bytes_that_are_no_text_are_an_error(byte[] bytes, string expected)
    {
        File.WriteAllBytes(Path.Combine(_folder.Path, "a.yaml"), bytes);

        Assert.Contains(expected, _folder.Render(_folder.Load("a.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_are_read_over() =>
        Assert.Equal("x", _folder.ReadOne("\uFEFFtasks:\r\n  - name: x\r\n    command: y\r\n").Identification.Name);

    [Theory]
    [InlineData("[", 2_000)]
    [InlineData("{\"a\":", 2_000)]
    [InlineData("- ", 2_000)]
    public void Deep_nesting_is_refused(string piece, int times)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times));

        Assert.Contains("BAN002", _folder.Messages(text, "a.yaml"), StringComparison.Ordinal);
        Assert.Contains("BAN002", _folder.Messages(text, "a.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_yaml_bomb_is_refused()
    {
        var lines = Enumerable.Range(1, 20).Select(level => $"x-{level}: &l{level} [{string.Join(',', Enumerable.Repeat($"*l{level - 1}", 9))}]");

        Assert.Contains("aliases", _folder.Messages("x-0: &l0 [a]\n" + string.Join('\n', lines) + "\ntasks: []\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_too_large_is_not_read()
    {
        using (var file = File.Create(Path.Combine(_folder.Path, "a.yaml")))
        {
            file.SetLength(100 << 20);
        }

        Assert.Contains(Codes.TooLarge.ToString(), _folder.Render(_folder.Load("a.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_everybody_can_write_is_refused_with_the_remedy()
    {
        var path = _folder.Write("a.yaml", "tasks: []");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);

        var messages = _folder.Render(_folder.Load("a.yaml"));

        Assert.Contains("error[BAN100]", messages, StringComparison.Ordinal);
        Assert.Contains($"= help: chmod o-w {path}", messages, StringComparison.Ordinal);
    }
}
