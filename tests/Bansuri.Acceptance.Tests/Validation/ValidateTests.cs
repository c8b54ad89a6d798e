namespace Bansuri.Acceptance.Tests.Validation;

/// <summary>What the program says about a file before anything runs.</summary>
public sealed class ValidateTests : AcceptanceTest
{
    [Fact]
    public async Task A_misspelt_key_is_shown_where_it_stands_with_the_key_that_was_meant()
    {
        Directory.CreateDirectory(Sandbox.In("config"));
        File.WriteAllText(Sandbox.In("config/bansuri.yaml"), new string('\n', 10) + """
            tasks:
              nightly-backup:
                command: ./backup.sh
                shedule-cron: "0 3 * * *"
            """);

        var result = (await Sandbox.RunAsync("validate", "-c", "config/bansuri.yaml")).Expect(2);

        Assert.Equal(
            """
            error[BAN012]: unknown key 'shedule-cron' in task 'nightly-backup'
              --> config/bansuri.yaml:14:5
               |
            14 |     shedule-cron: "0 3 * * *"
               |     ^^^^^^^^^^^^
               = help: rename it to 'schedule-cron'
            1 error; configuration not applied
            """,
            string.Join('\n', result.All.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task All_errors_are_reported_at_once()
    {
        Sandbox.Write("bansuri.yaml", """
            tasks:
              first:
                command: "true"
                timeout: soon
              second:
                command: "true"
                schedule-cron: "61 * * * *"
              third:
                comand: "true"
            """);

        var result = (await Sandbox.RunAsync("validate", "-c", "bansuri.yaml")).Expect(2);

        Assert.Contains("bansuri.yaml:4:", result.All, StringComparison.Ordinal);
        Assert.Contains("bansuri.yaml:7:", result.All, StringComparison.Ordinal);
        Assert.Contains("bansuri.yaml:9:", result.All, StringComparison.Ordinal);
        Assert.EndsWith("errors; configuration not applied", result.All.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_good_file_passes()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { one: { command: 'true' } }\n");

        (await Sandbox.RunAsync("validate", "-c", "bansuri.yaml")).Expect(0);
    }

    [Fact]
    public async Task The_file_is_found_in_the_working_directory()
    {
        Sandbox.Write("scripts.json", """{ "scripts": ["true"], }""");
        (await Sandbox.RunAsync("validate")).Expect(0);

        Sandbox.Write("bansuri.yaml", "tasks: { one: { comand: 'true' } }\n");
        Assert.Contains("comand", (await Sandbox.RunAsync("validate")).Expect(2).All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_type_that_nobody_provides_is_a_warning_and_strictly_an_error()
    {
        Sandbox.Write("bansuri.yaml", "tasks: { one: { type: shel, command: 'true' } }\n");

        var validated = (await Sandbox.RunAsync("validate", "-c", "bansuri.yaml")).Expect(0).All;
        Assert.Contains("shell", validated, StringComparison.Ordinal);
        Assert.Equal(2, validated.Split("1 warning").Length);
        (await Sandbox.RunAsync("validate", "-c", "bansuri.yaml", "--strict")).Expect(2);
    }

    [Theory]
    [InlineData("malformed.json", "{ \"scripts\": [ \"true\" \"false\" ] }")]
    [InlineData("malformed.yaml", "tasks:\n  - name: a\n   command: b\n")]
    [InlineData("twice.yaml", "tasks:\n  - {name: a, command: b}\n  - {name: a, command: c}\n")]
    [InlineData("empty.yaml", "")]
    [InlineData("empty.json", "")]
    public async Task What_cannot_be_applied_is_an_error_here_and_at_the_start(string file, string text)
    {
        Sandbox.Write(file, text);

        var validated = (await Sandbox.RunAsync("validate", "-c", file)).Expect(2);
        Assert.Contains($"{file}", validated.All, StringComparison.Ordinal);
        Assert.Contains("error[BAN", validated.All, StringComparison.Ordinal);

        var run = (await Sandbox.RunAsync("run", "-c", file)).Expect(2);
        Assert.Contains("error[BAN", run.All, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.All, StringComparison.Ordinal);
    }
}
