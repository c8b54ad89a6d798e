using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Bansuri.Acceptance.Tests.Packing;

/// <summary>The packages for authors of plugins, in <c>sdk</c> beside the program.</summary>
public sealed class PackageTests : AcceptanceTest
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(Repository.Program) ?? "/", "sdk");

    [Fact]
    public async Task They_are_of_the_version_of_the_program()
    {
        var version = (await Sandbox.RunAsync("version")).Expect(0).Output.Trim().Split(' ')[^1].Split('+')[0];

        string[] expected = [$"Bansuri.Abstractions.{version}.nupkg", $"Bansuri.Templates.{version}.nupkg", $"Bansuri.Testing.{version}.nupkg"];

        Assert.Equal(expected, Directory.EnumerateFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Bansuri.Abstractions")]
    [InlineData("Bansuri.Testing")]
    [InlineData("Bansuri.Templates")]
    public void Each_says_what_it_is_and_names_no_place_that_it_came_from(string id)
    {
        using var package = Open(id);
        var metadata = MetadataOf(package);

        Assert.Equal((id, "MIT", "README.md"), (Value(metadata, "id"), Value(metadata, "license"), Value(metadata, "readme")));
        Assert.NotEqual("", Value(metadata, "description"));
        Assert.NotNull(package.GetEntry("README.md"));
        Assert.Null(Element(metadata, "projectUrl"));
        Assert.Null(Element(metadata, "repository")?.Attribute("url"));
    }

    [Fact]
    public void The_contract_depends_on_nothing_and_has_its_documentation()
    {
        using var package = Open("Bansuri.Abstractions");

        Assert.DoesNotContain(MetadataOf(package).Descendants(), element => element.Name.LocalName == "dependency");
        Assert.NotNull(package.GetEntry("lib/net10.0/Bansuri.Abstractions.xml"));
    }

    [Fact]
    public void The_kit_for_tests_goes_with_the_contract_of_its_own_version()
    {
        using var package = Open("Bansuri.Testing");
        var metadata = MetadataOf(package);

        var dependency = Assert.Single(metadata.Descendants(), element => element.Name.LocalName == "dependency");

        Assert.Equal(("Bansuri.Abstractions", $"[{Value(metadata, "version")}]"), (dependency.Attribute("id")?.Value, dependency.Attribute("version")?.Value));
    }

    /// <summary>Otherwise a plugin that was built against 1.2 would be refused by 1.1, and one built against 1.1 not be found to fit 1.2.</summary>
    [Fact]
    public void The_assembly_version_of_the_contract_is_that_of_the_major_version_alone()
    {
        using var package = Open("Bansuri.Abstractions");
        var version = Version.Parse(Value(MetadataOf(package), "version").Split('-')[0]);
        using var copy = new MemoryStream();
        using (var assembly = package.GetEntry("lib/net10.0/Bansuri.Abstractions.dll")?.Open())
        {
            assembly?.CopyTo(copy);
        }

        copy.Position = 0;
        using var image = new PEReader(copy);

        // Before 1.0 it is the one that 1.0 will have.
        Assert.Equal(new Version(Math.Max(version.Major, 1), 0, 0, 0), image.GetMetadataReader().GetAssemblyDefinition().Version);
    }

    private static ZipArchive Open(string id) => ZipFile.OpenRead(Directory.GetFiles(Folder, id + ".*.nupkg").Single());

    private static XElement MetadataOf(ZipArchive package)
    {
        using var specification = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(specification).Root?.Elements().First() ?? throw new InvalidOperationException("a package without metadata");
    }

    private static XElement? Element(XElement metadata, string name) => metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name);

    private static string Value(XElement metadata, string name) => Element(metadata, name)?.Value ?? "";
}
