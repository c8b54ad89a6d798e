using System.Collections.Immutable;

namespace Bansuri.Host.Configuration;

/// <summary>The file that counts when none is named.</summary>
internal static class DefaultFiles
{
    public static readonly ImmutableArray<string> Names = ["bansuri.yaml", "bansuri.yml", "bansuri.json", "scripts_config.json", "scripts.json"];

    /// <summary>The first of them in a folder, as an absolute path; null when there is none.</summary>
    public static string? Find(string directory) => Names.Select(name => Path.GetFullPath(name, directory)).FirstOrDefault(File.Exists);
}
