using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Bansuri.Host.Tests.Configuration;

/// <summary>The pages of docs/, as they stand in the repository that the tests were built from.</summary>
internal static partial class Docs
{
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../docs"));

    public static string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    /// <summary>The fenced blocks of a text, with their language.</summary>
    public static IEnumerable<(string Language, string Text)> Blocks(string text) =>
        Fence().Matches(text).Select(match => (match.Groups["language"].Value, match.Groups["text"].Value));

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
