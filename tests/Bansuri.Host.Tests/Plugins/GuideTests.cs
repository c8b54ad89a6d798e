using System.Text.RegularExpressions;

namespace Bansuri.Host.Tests.Plugins;

public sealed partial class GuideTests
{
    [Fact]
    public void The_snippets_of_the_guide_are_files_that_are_compiled()
    {
        var root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", ".."));
        var snippets = Snippet().Matches(File.ReadAllText(Path.Combine(root, "docs", "plugins.md")));
        Assert.Equal(3, snippets.Count);
        Assert.All(snippets, snippet => Assert.Equal(File.ReadAllText(Path.Combine(root, snippet.Groups["file"].Value)), snippet.Groups["text"].Value));
    }

    [GeneratedRegex(@"<!-- snippet: (?<file>\S+) -->\n```csharp\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet();
}
