using Bansuri.Host.Plugins;

namespace Bansuri.Host.Tests.Plugins;

public sealed class FileCompletenessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bansuri-whole-").FullName;

    public static TheoryData<string> Libraries => [typeof(FileCompletenessTests).Assembly.Location, NativeLibrary];

    // Beside the runtime's assemblies lie its native libraries.
    private static string NativeLibrary => Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "libSystem.Native.so"); // in a folder

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_without_its_end_is_not_whole(string library)
    {
        var bytes = File.ReadAllBytes(library);
        Assert.True(IsWhole(library, bytes));
        Assert.All([64, 200, bytes.Length / 3, bytes.Length / 2, bytes.Length - 1], length => Assert.False(IsWhole(library, bytes[..length]), $"{length}"));
    }

    [Fact]
    public void An_empty_assembly_is_not_whole() => Assert.False(IsWhole("x.dll", []));

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("libempty.so")]
    [InlineData("script.so")]
    [InlineData("text.dll")]
    public void What_is_no_library_is_whole_as_it_is(string name) => Assert.True(IsWhole(name, name.Contains("empty", StringComparison.Ordinal) ? [] : "text"u8.ToArray()));

    private bool IsWhole(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, Path.GetFileName(name));
        File.WriteAllBytes(path, bytes);
        return FileCompleteness.IsWhole(path);
    }
}
