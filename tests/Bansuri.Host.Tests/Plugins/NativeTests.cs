using System.Diagnostics;
using Bansuri.Host.Plugins;

namespace Bansuri.Host.Tests.Plugins;

/// <summary>Libraries that are no .NET assemblies, called from a plugin's folder.</summary>
public sealed class NativeTests : IAsyncDisposable
{
    private readonly PluginRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData("libanswers.so")]
    [InlineData("answers.so")]
    public async Task A_native_library_is_loaded_from_the_folder_and_swapped_with_it(string name)
    {
        var folder = _rig.Put("TestPlugin");
        await CompileAsync(41, Path.Combine(folder, name));
        Assert.Empty((await _rig.ScanAsync()).Problems);
        Assert.Equal(new PluginOutcome.Exited(41), (await _rig.RunAsync("native")).Outcome);

        await CompileAsync(42, Path.Combine(folder, name));
        Assert.Single((await _rig.ScanAsync()).Changes);
        Assert.Equal(new PluginOutcome.Exited(42), (await _rig.RunAsync("native")).Outcome);
        await PluginRig.UntilAsync(() => _rig.Catalog.OldGenerations.Count == 0);
    }

    [Fact]
    public async Task A_native_library_that_is_not_there_fails_the_attempt()
    {
        _rig.Put("TestPlugin");
        await _rig.ScanAsync();
        Assert.Equal(
            new PluginOutcome.PluginError(
                "it needs the native library 'answers', which is not there or cannot be loaded: copy it into the plugin's folder, with what it needs itself"),
            (await _rig.RunAsync("native")).Outcome);
    }

    private async Task CompileAsync(int answer, string library)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/cc"), "needs cc");
        var source = _rig.PathOf($"answers{answer}.c");
        await File.WriteAllTextAsync(source, $"int answer(void) {{ return {answer}; }}\n", PluginRig.Cancelled);
        using var compiler = Process.Start("/usr/bin/cc", ["-shared", "-fPIC", "-o", library, source]);
        await compiler.WaitForExitAsync(PluginRig.Cancelled);
        Assert.Equal(0, compiler.ExitCode);
    }
}
