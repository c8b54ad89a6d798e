using System.Text.RegularExpressions;
using Bansuri.Abstractions.Keys;

namespace Bansuri.Abstractions.Tests.Keys;

/// <summary>config/scripts.config.template.json and the key table are about the same keys.</summary>
public sealed partial class TemplateTests
{
    // Keys that exclude others, or that name accounts, stand there as comments.
    [GeneratedRegex("""^      (?:// )?"(?<key>[a-z-]+)":""", RegexOptions.Multiline)]
    private static partial Regex KeyOfATask();

    [Fact]
    public void The_template_shows_every_key_and_no_other()
    {
        var shown = KeyOfATask().Matches(File.ReadAllText(Template())).Select(match => match.Groups["key"].Value);

        Assert.Equal(KeyTable.All.Select(key => key.Name).Order(StringComparer.Ordinal), shown.Distinct().Order(StringComparer.Ordinal));
    }

    private static string Template()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Bansuri.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? "/", "config/scripts.config.template.json");
    }
}
