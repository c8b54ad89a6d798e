namespace Bansuri.Host.Tests.Configuration.Fuzz;

/// <summary>The files under config/ and the blocks of the docs, by a name with the extension of their format.</summary>
internal static class Samples
{
    public static IReadOnlyDictionary<string, string> All { get; } = Read();

    private static SortedDictionary<string, string> Read()
    {
        var samples = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.GetFullPath(Path.Combine(Docs.Folder, "../config"))))
        {
            samples[Path.GetFileName(file)] = File.ReadAllText(file);
        }

        foreach (var page in new[] { "configuration.md", "errors.md" })
        {
            var blocks = Docs.Blocks(Docs.Read(page)).Where(block => block.Language is "yaml" or "json");
            foreach (var (at, (language, text)) in blocks.Index())
            {
                samples[$"{page}-{at + 1}.{language}"] = text;
            }
        }

        return samples;
    }
}
