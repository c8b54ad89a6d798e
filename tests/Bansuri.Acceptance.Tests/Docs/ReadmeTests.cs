using System.Text.RegularExpressions;

namespace Bansuri.Acceptance.Tests.Docs;

/// <summary>The README's tour, run line by line; its links.</summary>
[Collection(nameof(OnlyHost))]
public sealed partial class ReadmeTests : AcceptanceTest
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Fact]
    public async Task The_tour_does_what_it_says()
    {
        var tour = Readme[Readme.IndexOf("## Five minutes", StringComparison.Ordinal)..Readme.IndexOf("## In a Slurm job", StringComparison.Ordinal)];
        await Tour.TakeAsync(tour, Sandbox);
    }

    [Fact]
    public void Every_link_of_the_front_pages_leads_somewhere()
    {
        var dead =
            from page in (string[])["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "bench/README.md", "docs/slurm.md", "docs/plugins.md", "docs/python.md", "docs/decisions/README.md"]
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

    [GeneratedRegex(@"\]\((?<target>[^)#:]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}
