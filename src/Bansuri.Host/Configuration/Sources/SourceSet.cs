using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Bansuri.Host.Configuration.Trust;

namespace Bansuri.Host.Configuration.Sources;

/// <summary>All files that one configuration consists of, as they were read, and how to read the same again.</summary>
/// <param name="Root">The file that includes the others.</param>
/// <param name="Patterns">Everything that was included, in any of the files.</param>
/// <param name="EnvironmentFiles">Files of <c>environment-file</c> keys.</param>
/// <param name="Hash">Of all paths and contents, and of what is wrong with their permissions.</param>
internal sealed record SourceSet(string Root, ImmutableArray<IncludePattern> Patterns, ImmutableArray<string> EnvironmentFiles, string Hash)
{
    /// <summary>Permissions are judged more strictly.</summary>
    public required bool IsStrict { get; init; }

    /// <summary>Hashes the paths and contents of a number of reads, in whatever order.</summary>
    public static string HashOf(IEnumerable<SourceFile> files) => HashOf(files, file => file.Hash);

    /// <summary>
    /// And of their permissions the verdict, in words: what everybody may write from now on is another source, and a <c>chmod</c> that
    /// harms nobody is no change.
    /// </summary>
    public static string HashOf(IEnumerable<SourceFile> files, bool isStrict)
    {
        var rules = TrustRules.ForThisUser(isStrict);
        return HashOf(files, file => $"{file.Hash}\0{string.Join('\n', rules.Check(file).Select(wrong => wrong.Message))}");
    }

    /// <summary>What <see cref="Hash"/> would be now. Nothing is parsed: only another content could lead to other includes.</summary>
    public string ReadHash() => HashOf(Paths().Select(SourceFile.Read), IsStrict);

    /// <summary>The files as they are now, the root first; a file that matches a pattern since then is among them.</summary>
    public IEnumerable<string> Paths() => Patterns.SelectMany(pattern => pattern.Expand()).Prepend(Root).Concat(EnvironmentFiles).Distinct(StringComparer.Ordinal);

    /// <summary>What to watch: the files, and for each glob a name in every folder where a match may appear.</summary>
    public IEnumerable<string> Watched() => Paths().Concat(Patterns.SelectMany(pattern => pattern.Places()).Select(folder => Path.Combine(folder, "*"))).Distinct(StringComparer.Ordinal);

    private static string HashOf(IEnumerable<SourceFile> files, Func<SourceFile, string> text)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.DistinctBy(file => file.Path).OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\0{text(file)}\0"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
