using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Bansuri.Host.Processes;

namespace Bansuri.Host.Tests.Architecture;

/// <summary>Holds the code to the table of rooms in docs/architecture.md.</summary>
public sealed partial class RoomTests
{
    private static readonly string Root = Path.GetFullPath("../../..", Path.GetDirectoryName(Here())!); // a path of the source tree

    [Fact]
    public void No_room_refers_to_one_that_the_table_does_not_allow()
    {
        var allowed = Table();
        var violations =
            from file in Directory.EnumerateFiles(Path.Combine(Root, "src/Bansuri.Host"), "*.cs", SearchOption.AllDirectories)
            let room = Path.GetRelativePath(Path.Combine(Root, "src/Bansuri.Host"), file).Split('/')[0]
            where allowed.ContainsKey(room)
            from Match use in Uses().Matches(File.ReadAllText(file))
            let other = use.Groups["room"].Value
            where other != room && !allowed[room].Contains("all") && !allowed[room].Contains(other)
            select $"{Path.GetRelativePath(Root, file)}: {other}";
        Assert.Empty(violations);
    }

    [Fact]
    public void Every_room_is_in_the_table()
    {
        var rooms = Directory.GetDirectories(Path.Combine(Root, "src/Bansuri.Host")).Select(Path.GetFileName).Where(name => name is not ("bin" or "obj"));
        Assert.Equal(rooms.Order(StringComparer.Ordinal), Table().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_has_no_cycle()
    {
        var open = Table().Where(row => !row.Value.Contains("all")).ToDictionary(row => row.Key, row => row.Value.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        while (open.FirstOrDefault(row => !row.Value.Overlaps(open.Keys)) is { Key: { } leaf })
        {
            open.Remove(leaf);
        }

        Assert.Empty(open.Keys);
    }

    [Fact]
    public void Nothing_in_the_host_refers_to_the_runtimes_own_Process()
    {
        using var program = new PEReader(File.OpenRead(typeof(ProcessEngine).Assembly.Location));
        var metadata = program.GetMetadataReader();
        var types = metadata.TypeReferences.Select(metadata.GetTypeReference)
            .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}").ToList();
        Assert.Contains("System.IO.File", types);
        Assert.DoesNotContain("System.Diagnostics.Process", types);
        Assert.DoesNotContain("System.Diagnostics.ProcessStartInfo", types);
    }

    private static Dictionary<string, string[]> Table() => Rows()
        .Matches(File.ReadAllText(Path.Combine(Root, "docs/architecture.md")))
        .ToDictionary(row => row.Groups["room"].Value, row => row.Groups["others"].Value.Split(", "), StringComparer.Ordinal);

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"^using (?:static )?Bansuri\.(?:Host\.)?(?<room>[A-Za-z]+)", RegexOptions.Multiline)]
    private static partial Regex Uses();

    [GeneratedRegex(@"^\| (?<room>[A-Z][A-Za-z]+) \| [^|]+ \| (?<others>[A-Za-z, ]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Rows();
}
