using System.IO.Enumeration;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Host.Configuration.Sources;

/// <summary>
/// One item of <c>include</c>: a path, or a glob of <c>*</c> and <c>?</c> within a folder and <c>**</c> across folders. As in a shell,
/// wildcards pass over hidden files.
/// </summary>
/// <param name="Folder">The absolute folder that the pattern counts from.</param>
/// <param name="Text">The pattern as it was written.</param>
/// <param name="Span">Where it stands.</param>
internal sealed record IncludePattern(string Folder, string Text, SourceSpan Span)
{
    private const int DeepestFolder = 32;

    public bool IsGlob => Text.AsSpan().IndexOfAny('*', '?') >= 0;

    /// <summary>The folder that all matches lie in or below: the part of the pattern before its first wildcard.</summary>
    public string Beginning
    {
        get
        {
            var full = Path.GetFullPath(Text, Folder);
            var wildcard = full.AsSpan().IndexOfAny('*', '?');
            return wildcard < 0 ? Path.GetDirectoryName(full) ?? "/" : full[..Math.Max(1, full.LastIndexOf('/', wildcard))];
        }
    }

    /// <summary>The files that match now, sorted. Without a wildcard that is the path itself, whether it exists or not.</summary>
    public IEnumerable<string> Expand()
    {
        var full = Path.GetFullPath(Text, Folder);
        if (!IsGlob)
        {
            return [full];
        }

        var parts = full.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return Match("/", parts, 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Match(string folder, ReadOnlyMemory<string> parts, int depth)
    {
        if (parts.Length == 0 || depth > DeepestFolder)
        {
            return [];
        }

        var (part, rest) = (parts.Span[0], parts[1..]);
        if (part == "**")
        {
            return Match(folder, rest, depth).Concat(Entries(folder, "*", folders: true).SelectMany(inner => Match(inner, parts, depth + 1)));
        }

        if (rest.Length == 0)
        {
            return Entries(folder, part, folders: false);
        }

        var isGlob = part.AsSpan().IndexOfAny('*', '?') >= 0;
        return isGlob
            ? Entries(folder, part, folders: true).SelectMany(inner => Match(inner, rest, depth + 1))
            : Match(Path.Combine(folder, part), rest, depth + 1);
    }

    private static IEnumerable<string> Entries(string folder, string pattern, bool folders)
    {
        var options = new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None, ReturnSpecialDirectories = false };
        bool Matches(ref FileSystemEntry entry) =>
            entry.IsDirectory == folders && (pattern[0] == '.' || entry.FileName[0] != '.') && FileSystemName.MatchesSimpleExpression(pattern, entry.FileName, ignoreCase: false);
        try
        {
            return [.. new FileSystemEnumerable<string>(folder, (ref entry) => entry.ToFullPath(), options) { ShouldIncludePredicate = Matches }];
        }
        catch (IOException)
        {
            // A folder that is not there holds nothing that matches.
            return [];
        }
    }
}
