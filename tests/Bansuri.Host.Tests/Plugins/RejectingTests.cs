using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Bansuri.Abstractions.Diagnostics;

namespace Bansuri.Host.Tests.Plugins;

public sealed class RejectingTests : IAsyncDisposable
{
    private readonly PluginRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_text_is_no_assembly() =>
        await IsRejectedAsync(path => File.WriteAllText(path, "not a library"), "'TestPlugin.dll' is no .NET assembly");

    [Theory]
    [InlineData("TestPlugin.dll", 4000)]
    [InlineData("TestPlugin.dll", 0)]
    [InlineData("Dependency.dll", 2000)]
    public async Task Half_a_file_is_incomplete_and_what_serves_serves_on(string file, int length)
    {
        var path = Path.Combine(_rig.Put("TestPlugin"), file);
        await _rig.ScanAsync();
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..length]);

        // Written long ago: nothing of it is still to come.
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-1));
        var problem = Assert.Single((await _rig.ScanAsync()).Problems);
        Assert.Equal($"'{file}' is incomplete; the generation before it serves on", problem.Message);
        Assert.Equal("copy it again", problem.Help);
        Assert.True(_rig.Catalog.TryFind("greet", out _));
    }

    [Fact]
    public async Task A_native_library_is_no_assembly() =>
        await IsRejectedAsync(path => File.Copy(NativeLibrary, path, overwrite: true), "'TestPlugin.dll' is no .NET assembly");

    [Fact]
    public async Task Two_classes_of_one_name_are_named()
    {
        var folder = _rig.Put("TestPlugin");
        PluginRig.Patch(Path.Combine(folder, "TestPlugin.dll"), "\u0005leaks\0", "\u0005greet\0", System.Text.Encoding.UTF8);
        var problem = Assert.Single((await _rig.ScanAsync()).Problems);
        Assert.Equal("task type 'greet' is declared by two classes: GreetTask and LeaksTask", problem.Message);
        Assert.Equal("rename one of the two", problem.Help);
    }

    [Fact]
    public async Task A_contract_that_a_plugin_brings_along_is_not_used()
    {
        File.Copy(typeof(Bansuri.Abstractions.AbstractTask).Assembly.Location, Path.Combine(_rig.Put("TestPlugin"), "Bansuri.Abstractions.dll"));
        Assert.Empty((await _rig.ScanAsync()).Problems);
        Assert.StartsWith("code one", (await _rig.RunAsync("greet")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_to_nothing_is_a_file_that_is_not_there()
    {
        var folder = _rig.Put("TestPlugin");
        File.Delete(Path.Combine(folder, "Dependency.dll"));
        File.CreateSymbolicLink(Path.Combine(folder, "Dependency.dll"), "nothing");
        Assert.Contains("it needs 'Dependency'", Assert.Single((await _rig.ScanAsync()).Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_processor_is_named() =>
        await IsRejectedAsync(
            path => Overwrite(path, image => image.PEHeaders.CoffHeaderStartOffset, 0x01C4),
            "'TestPlugin.dll' is built for another processor (ArmThumb2) than this host's (X64)");

    [Fact]
    public async Task A_newer_contract_is_named() =>
        await IsRejectedAsync(
            path => Overwrite(path, ContractVersion, 2),
            "'TestPlugin.dll' is built against Bansuri.Abstractions 2.0, this host offers 1.0");

    [Fact]
    public async Task A_folder_without_the_assembly_of_its_name_is_rejected() =>
        await IsRejectedAsync(path => File.Move(path, path.Replace("TestPlugin.dll", "Testplugin.dll", StringComparison.Ordinal)), "plugin folder 'TestPlugin' has no 'TestPlugin.dll'");

    [Fact]
    public async Task An_assembly_without_a_task_type_is_rejected()
    {
        Directory.CreateDirectory(Path.Combine(_rig.Folder, "Dependency"));
        File.Copy(Path.Combine(PluginRig.BuiltAt("TestPlugin"), "Dependency.dll"), Path.Combine(_rig.Folder, "Dependency", "Dependency.dll"));
        var problem = Assert.Single((await _rig.ScanAsync()).Problems);
        Assert.Equal("'Dependency.dll' offers no task type", problem.Message);
        Assert.Equal("put [TaskType(\"name\")] on a public class that derives from AbstractTask", problem.Help);
    }

    [Fact]
    public async Task A_type_without_its_library_costs_only_itself()
    {
        File.Delete(Path.Combine(_rig.Put("TestPlugin"), "Dependency.dll"));
        var problem = Assert.Single((await _rig.ScanAsync()).Problems);
        Assert.Equal(Severity.Warning, problem.Severity);
        Assert.Equal("plugin 'TestPlugin' cannot be loaded: it needs 'Dependency', which is not beside it", problem.Message);
        Assert.True(_rig.Catalog.TryFind("greet", out _));
        Assert.False(_rig.Catalog.TryFind("needs-library", out _));
    }

    [Theory]
    [InlineData("OtherPlugin", "other", "Dependency")]
    [InlineData("TestPlugin", "deep", "Deep")]
    public async Task A_library_that_only_a_method_needs_fails_that_method(string plugin, string type, string library)
    {
        File.Delete(Path.Combine(_rig.Put(plugin), library + ".dll"));
        Assert.Empty((await _rig.ScanAsync()).Problems);
        Assert.Equal(
            new Bansuri.Host.Plugins.PluginOutcome.PluginError(
                $"it needs the assembly '{library}', which is not in the plugin's folder: copy it there, or build the plugin with EnableDynamicLoading"),
            (await _rig.RunAsync(type)).Outcome);
    }

    [Fact]
    public async Task A_name_that_another_plugin_has_is_rejected_until_that_one_is_gone()
    {
        var first = _rig.Put("TestPlugin");
        _rig.Put("TestPlugin", _rig.OtherFolder);
        var problem = Assert.Single((await _rig.ScanAsync()).Problems);
        Assert.Equal($"task type 'deep' of plugin 'TestPlugin' is already provided by '{first}'", problem.Message);
        Assert.Equal(Path.Combine(_rig.OtherFolder, "TestPlugin"), problem.Span.File);

        Directory.Delete(first, recursive: true);
        await _rig.ScanAsync();
        await _rig.ScanAsync();
        Assert.True(_rig.Catalog.TryFind("greet", out var type));
        Assert.Equal(Path.Combine(_rig.OtherFolder, "TestPlugin"), type.Folder);
    }

    [Fact]
    public async Task A_rejected_generation_leaves_the_one_before_it_and_is_said_once()
    {
        var path = Path.Combine(_rig.Put("TestPlugin"), "TestPlugin.dll");
        await _rig.ScanAsync();
        await File.WriteAllTextAsync(path, "no assembly", PluginRig.Cancelled);
        Assert.Equal("'TestPlugin.dll' is no .NET assembly; the generation before it serves on", Assert.Single((await _rig.ScanAsync()).Problems).Message);
        Assert.Empty((await _rig.ScanAsync()).Problems);
        Assert.StartsWith("code one", (await _rig.RunAsync("greet")).Output, StringComparison.Ordinal);

        _rig.Put("TestPlugin");
        var mended = await _rig.ScanAsync();
        Assert.Empty(mended.Problems);
        Assert.Empty(mended.Changes);
    }

    private async Task IsRejectedAsync(Action<string> spoil, string message)
    {
        spoil(Path.Combine(_rig.Put("TestPlugin"), "TestPlugin.dll"));
        var problem = Assert.Single((await _rig.ScanAsync()).Problems);
        Assert.Equal(message, problem.Message);
        Assert.NotNull(problem.Help);
        Assert.Equal(Path.Combine(_rig.Folder, "TestPlugin"), problem.Span.File);
        Assert.Empty(_rig.Catalog.Types);
    }

    private static string NativeLibrary => Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "libSystem.Native.so"); // in a folder

    private static void Overwrite(string path, Func<PEReader, int> where, ushort by)
    {
        int offset;
        using (var image = new PEReader(File.OpenRead(path)))
        {
            offset = where(image);
        }

        using var file = File.OpenWrite(path);
        file.Position = offset;
        file.Write(BitConverter.GetBytes(by));
    }

    // The version is the first column of its row in the table of references (ECMA-335 II.22.5).
    private static int ContractVersion(PEReader image)
    {
        var metadata = image.GetMetadataReader();
        var row = metadata.AssemblyReferences.Select((handle, at) => (metadata.GetAssemblyReference(handle), at))
            .Single(pair => metadata.StringComparer.Equals(pair.Item1.Name, "Bansuri.Abstractions")).at;
        return image.PEHeaders.MetadataStartOffset + metadata.GetTableMetadataOffset(TableIndex.AssemblyRef) + (row * metadata.GetTableRowSize(TableIndex.AssemblyRef));
    }
}
