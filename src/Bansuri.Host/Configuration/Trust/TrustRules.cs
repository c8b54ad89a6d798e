using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;
using Bansuri.Host.Configuration.Sources;

namespace Bansuri.Host.Configuration.Trust;

/// <summary>
/// Who may have written what the host is about to run (docs/operations.md, "Trust"): this user and root, and nobody else. Each folder is
/// judged once in the life of an instance.
/// </summary>
internal sealed class TrustRules(uint user, bool strict)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public static TrustRules ForThisUser(bool strict) => new(Accounts.Self, strict);

    /// <summary>Of a file that was read; one that could not be has its own problem.</summary>
    public IEnumerable<Diagnostic> Check(SourceFile file) => file.Bytes is null ? [] : Check(file.Path);

    /// <summary>What is wrong with the permissions of a file or folder, or of a folder above it; what is not there is in order.</summary>
    public IEnumerable<Diagnostic> Check(string path)
    {
        var target = Resolve(path);
        return CheckChain(path).Concat(target is null ? [] : CheckChain(target)).ToList();
    }

    private static string? Resolve(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName;
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private IEnumerable<Diagnostic> CheckChain(string path)
    {
        for (var each = path; each is not null && _seen.Add(each); each = Path.GetDirectoryName(each))
        {
            if (FileStatus.Of(each) is { } status && Judge(each, status, isParent: each != path) is { } diagnostic)
            {
                yield return diagnostic;
            }
        }
    }

    private Diagnostic? Judge(string path, FileStatus status, bool isParent) => (isParent, status) switch
    {
        (false, { Owner: var owner }) when owner != 0 && owner != user =>
            new Diagnostic(Codes.Permissions, $"{path} belongs to user {owner}, neither to this user nor to root", At(path)),
        (true, { IsSticky: true }) => null,
        (_, { IsWorldWritable: true }) =>
            new Diagnostic(Codes.Permissions, $"{path} can be written by everybody, who could make the host run anything", At(path), $"chmod o-w {path}"),
        (_, { IsGroupWritable: true, Group: var group }) when group != 0 && !Accounts.IsPrivateGroup(group, user) =>
            new Diagnostic(Codes.Permissions, $"{path} can be written by the group {group}", At(path), $"chmod g-w {path}") { Severity = strict ? Severity.Error : Severity.Warning },
        _ => null,
    };

    private static SourceSpan At(string path) => new(path, 0, 0, 0);
}
