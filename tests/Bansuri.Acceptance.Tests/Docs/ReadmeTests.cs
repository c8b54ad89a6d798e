using System.Text.RegularExpressions;

namespace Bansuri.Acceptance.Tests.Docs;

/// <summary>The README's tour, run line by line; its links.</summary>
public sealed partial class ReadmeTests : AcceptanceTest
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Fact]
    public async Task The_tour_does_what_it_says()
    {
        var tour = Readme[Readme.IndexOf("## Five minutes", StringComparison.Ordinal)..Readme.IndexOf("## In a Slurm job", StringComparison.Ordinal)];
        var steps = TourStep.Read(tour);
        Assert.True(steps.OfType<TourStep.Command>().Count() >= 10, "the tour was not found");

        await using var shell = new Shell(Sandbox);
        foreach (var step in steps)
        {
            switch (step)
            {
                case TourStep.SaveFile file:
                    Sandbox.Write(file.Name, file.Text);
                    break;
                case TourStep.Command command:
                    await TakeAsync(shell, command);
                    break;
            }
        }
    }

    [Fact]
    public void Every_link_of_the_front_pages_leads_somewhere()
    {
        var dead =
            from page in (string[])["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "bench/README.md", "docs/decisions/README.md"]
            let path = Path.Combine(Repository.Root, page)
            from Match link in Link().Matches(File.ReadAllText(path))
            let target = Path.Combine(Path.GetDirectoryName(path) ?? "/", link.Groups["target"].Value)
            where !Path.Exists(target)
            select $"{page}: {link.Groups["target"].Value}";

        Assert.Empty(dead);
    }

    [Fact]
    public void Every_decision_is_in_the_index()
    {
        var folder = Path.Combine(Repository.Root, "docs/decisions");
        var index = File.ReadAllText(Path.Combine(folder, "README.md"));

        var missing = Directory.EnumerateFiles(folder, "????-*.md")
            .Select(Path.GetFileName).Where(name => name is not null && !index.Contains($"({name})", StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    // A reader looks again when the answer is not there yet; what prints nothing is done once, and has to succeed.
    private static async Task TakeAsync(Shell shell, TourStep.Command command)
    {
        if (command.Expected.Count == 0)
        {
            var (exitCode, output) = await shell.RunAsync(command.Line);
            Assert.True(exitCode == 0, $"{command.Line}: exit code {exitCode}\n{output}");
            return;
        }

        var last = "";
        await Wait.UntilAsync(
            async () => command.IsMetBy(last = (await shell.RunAsync(command.Line)).Output),
            () => $"{command.Line}\nwanted:\n{string.Join('\n', command.Expected)}\ngot:\n{last}");
    }

    [GeneratedRegex(@"\]\((?<target>[^)#:]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}
