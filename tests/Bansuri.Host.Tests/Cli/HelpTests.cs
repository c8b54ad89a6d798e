using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Bansuri.Host.Cli;

namespace Bansuri.Host.Tests.Cli;

/// <summary>docs/operations.md is the golden file: its section "Help" has the help of every command, word for word.</summary>
public sealed class HelpTests
{
    public static TheoryData<string> Commands => [.. Root().Subcommands.Select(command => command.Name)];

    [Fact]
    public async Task The_help_in_the_documentation_is_the_programs_own()
    {
        var text = new StringBuilder();
        foreach (var command in Root().Subcommands.Select(command => command.Name).Prepend(""))
        {
            var help = await HelpAsync(command);
            text.Append($"### `bansuri{(command.Length > 0 ? " " : "")}{command}`\n```text\n{help.Trim()}\n```\n\n");
        }

        var page = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot(), "docs", "operations.md"), TestContext.Current.CancellationToken);
        const string Heading = "## Help\n";
        var section = page[(page.IndexOf(Heading, StringComparison.Ordinal) + Heading.Length)..];
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(
                Path.Combine(RepositoryRoot(), "docs", "operations.md"),
                page[..^section.Length] + text.ToString().TrimEnd('\n') + "\n",
                TestContext.Current.CancellationToken);
            return;
        }

        Assert.Equal(text.ToString().Trim(), section.Trim());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task The_help_of_every_command_has_an_example(string command)
    {
        var help = await HelpAsync(command);

        Assert.Matches(new Regex($@"Examples?:\n  .*bansuri {command}"), help);
    }

    private static async Task<string> HelpAsync(string command)
    {
        string[] arguments = command.Length > 0 ? [command, "--help"] : ["--help"];
        var run = await CommandRun.OfAsync(arguments, new RecordedRunner());
        Assert.Equal((0, ""), (run.Code, run.Error));

        // The program is named after its file, which is the test's own here; trailing blanks are the library's.
        return Regex.Replace(run.Out.Replace(RootCommand.ExecutableName, "bansuri", StringComparison.Ordinal), " +$", "", RegexOptions.Multiline);
    }

    private static RootCommand Root() => CommandLine.Create(new CliServices
    {
        Host = () => new RecordedRunner(),
        Offline = () => new RecordedRunner(),
        Slurm = () => throw new InvalidOperationException(),
        Become = _ => throw new InvalidOperationException(),
        Terminal = new Terminal(TextWriter.Null, TextWriter.Null),
        Variable = _ => null,
    });

    private static string RepositoryRoot([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(path, "../../../.."));
}
