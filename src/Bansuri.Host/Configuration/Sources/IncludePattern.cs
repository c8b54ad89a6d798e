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

    // What '**' means at the end.
    private static readonly string[] AnyFile = ["*"];

    public bool IsGlob => Text.AsSpan().IndexOfAny('*', '?') >= 0;

    /// <summary>The files that match now, sorted. Without a wildcard that is the path itself, whether it exists or not.</summary>
    public IEnumerable<string> Expand() => IsGlob
        ? Looks().Where(look => look.Files is not null).SelectMany(look => Entries(look.Folder, look.Files!, folders: false)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal) // not null by the filter
        : [Path.GetFullPath(Text, Folder)];

    /// <summary>The folders in which a match, or a folder with matches, may appear; they need not exist. Of a pattern without wildcards none.</summary>
    public IEnumerable<string> Places() => IsGlob ? Looks().Select(look => look.Folder).Distinct(StringComparer.Ordinal) : [];

    private IEnumerable<(string Folder, string? Files)> Looks() => Looks("/", Path.GetFullPath(Text, Folder).Split('/', StringSplitOptions.RemoveEmptyEntries), 0);

    // Each folder that is looked into, with the pattern of the files that are taken there; null where only folders are sought.
    private static IEnumerable<(string Folder, string? Files)> Looks(string folder, ReadOnlyMemory<string> parts, int depth)
    {
        if (depth > DeepestFolder)
        {
            return [];
        }

        var (part, rest) = (parts.Span[0], parts[1..]);
        if (part == "**")
        {
            ReadOnlyMemory<string> here = rest.IsEmpty ? AnyFile : rest;
            return Looks(folder, here, depth).Prepend((folder, null)).Concat(Entries(folder, "*", folders: true).SelectMany(inner => Looks(inner, parts, depth + 1)));
        }

        if (rest.IsEmpty)
        {
            return [(folder, part)];
        }

        var isGlob = part.AsSpan().IndexOfAny('*', '?') >= 0;
        return isGlob
            ? Entries(folder, part, folders: true).SelectMany(inner => Looks(inner, rest, depth + 1)).Prepend((folder, null))
            : Looks(Path.Combine(folder, part), rest, depth + 1);
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
