using Bansuri.Host.Plugins;
using Microsoft.Extensions.Time.Testing;

namespace Bansuri.Host.Tests.Plugins;

public sealed class SwappingTests : IAsyncDisposable
{
    private readonly PluginRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_folder_that_appears_offers_its_types()
    {
        Assert.Empty((await _rig.ScanAsync()).Changes);
        Assert.Null(_rig.Catalog.Create("greet", PluginRig.Config("greet")));

        _rig.Put("TestPlugin");
        var change = Assert.Single((await _rig.ScanAsync()).Changes);
        Assert.Equal(PluginChangeKind.Added, change.Kind);
        Assert.Contains("greet", change.Types);
        Assert.True(_rig.Catalog.TryFind("greet", out var type));
        Assert.Equal("Greets whom it is told to", type.Description);
        Assert.Matches(@"^greet@0\.1\.0\+[0-9a-f]{4}$", type.Generation);
        Assert.Equal("greet", _rig.Catalog.NearestTo("gret"));
    }

    [Fact]
    public async Task New_code_is_swapped_in_and_a_run_of_the_old_code_ends_on_it()
    {
        var folder = _rig.Put("TestPlugin");
        await _rig.ScanAsync();
        using var old = _rig.Make("greet");
        Replace(folder, "code two");
        Assert.Equal(PluginChangeKind.Replaced, Assert.Single((await _rig.ScanAsync()).Changes).Kind);

        Assert.StartsWith("code two", (await _rig.RunAsync("greet")).Output, StringComparison.Ordinal);
        var output = new PluginRig.RecordedOutput();
        await old.RunAsync(PluginRig.Context(output), PluginRig.Cancelled);
        Assert.StartsWith("code one", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_touch_and_an_identical_copy_change_nothing()
    {
        var folder = _rig.Put("TestPlugin");
        await _rig.ScanAsync();
        File.SetLastWriteTimeUtc(Path.Combine(folder, "TestPlugin.dll"), DateTime.UtcNow.AddHours(-1));
        Assert.Empty((await _rig.ScanAsync()).Changes);
        _rig.Put("TestPlugin");
        Assert.Empty((await _rig.ScanAsync()).Changes);
        Assert.Equal(1, Assert.Single(Directory.GetDirectories(Path.Combine(_rig.Copies, "TestPlugin"))).Split('/')[^1][0] - '0');
    }

    [Fact]
    public async Task A_folder_that_is_being_written_is_not_touched()
    {
        await _rig.ScanAsync();
        _rig.Put("TestPlugin");
        var scan = await _rig.Catalog.ScanAsync(PluginRig.Cancelled);
        Assert.True(scan.Pending);
        Assert.Empty(scan.Changes);
    }

    [Fact]
    public async Task A_hundred_swaps_under_running_tasks_leave_no_generation_behind()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var rig = new PluginRig(time);
        var folder = rig.Put("TestPlugin");
        for (var swap = 0; swap < 100; swap++)
        {
            Replace(folder, $"swap {swap:000}");
            await rig.Catalog.ScanAsync(PluginRig.Cancelled);
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.Single((await rig.Catalog.ScanAsync(PluginRig.Cancelled)).Changes);
            Assert.StartsWith($"swap {swap:000}", (await rig.RunAsync("greet")).Output, StringComparison.Ordinal);
            await rig.RunAsync(swap % 2 == 0 ? "throws" : "constructor-throws");
        }

        await PluginRig.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return rig.Catalog.OldGenerations.Count == 0;
        });
        await PluginRig.UntilAsync(() => Directory.GetDirectories(Path.Combine(rig.Copies, "TestPlugin")).Length == 1);
        Assert.DoesNotContain(rig.Log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Types_in_the_caches_of_the_framework_do_not_pin_a_generation()
    {
        var folder = _rig.Put("TestPlugin");
        await _rig.ScanAsync();
        Assert.Equal(new PluginOutcome.Exited(0), (await _rig.RunAsync("fills-caches")).Outcome);
        Replace(folder, "code two");
        await _rig.ScanAsync();
        await PluginRig.UntilAsync(() => _rig.Catalog.OldGenerations.Count == 0);
    }

    [Theory]
    [InlineData("leaks")]
    [InlineData("pins-by-timer")]
    [InlineData("pins-by-thread")]
    [InlineData("blocks-its-unloading")]
    public async Task A_generation_that_pins_itself_is_reported_once(string type)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var rig = new PluginRig(time);
        var folder = rig.Put("TestPlugin");
        Age(folder);
        await rig.Catalog.ScanAsync(PluginRig.Cancelled);
        Assert.Equal(new PluginOutcome.Exited(0), (await rig.RunAsync(type)).Outcome);
        Replace(folder, "code two");
        await rig.Catalog.ScanAsync(PluginRig.Cancelled);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Single((await rig.Catalog.ScanAsync(PluginRig.Cancelled)).Changes);
        await PluginRig.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return rig.Catalog.PinnedGenerations.Count > 0;
        });
        Assert.StartsWith("TestPlugin@0.1.0+", Assert.Single(rig.Catalog.PinnedGenerations).ToString(), StringComparison.Ordinal);
        Assert.Single(rig.Log.Lines, line => line.StartsWith("Warning: TestPlugin: generation 1 cannot be unloaded", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_removed_plugin_stays_while_tasks_use_it_and_goes_with_the_last()
    {
        var folder = _rig.Put("TestPlugin");
        await _rig.ScanAsync();
        _rig.InUse.Add("greet");
        Directory.Delete(folder, recursive: true);
        var scan = await _rig.ScanAsync();
        Assert.Empty(scan.Changes);
        Assert.Equal("plugin 'TestPlugin' was removed, but tasks use it: it stays loaded", Assert.Single(scan.Problems).Message);
        Assert.Empty((await _rig.ScanAsync()).Problems);

        _rig.Put("TestPlugin");
        Assert.Empty((await _rig.ScanAsync()).Changes);

        Directory.Delete(folder, recursive: true);
        _rig.InUse.Clear();
        Assert.Equal(PluginChangeKind.Removed, Assert.Single((await _rig.ScanAsync()).Changes).Kind);
        await PluginRig.UntilAsync(() => _rig.Catalog.OldGenerations.Count == 0);
    }

    [Fact]
    public async Task A_disk_that_is_full_is_no_end_of_the_plugin_and_leaves_no_copy()
    {
        var folder = _rig.Put("TestPlugin");
        await _rig.ScanAsync();
        Replace(folder, "code two");

        // Root may write anywhere; nobody makes a folder below a file.
        var copies = Path.Combine(_rig.Copies, "TestPlugin");
        Directory.Move(copies, copies + "-aside");
        File.WriteAllText(copies, "");
        var problem = Assert.Single((await _rig.ScanAsync()).Problems);
        Assert.StartsWith("plugin 'TestPlugin' cannot be copied: ", problem.Message, StringComparison.Ordinal);
        Assert.StartsWith("code one", (await _rig.RunAsync("greet")).Output, StringComparison.Ordinal);

        File.Delete(copies);
        Directory.Move(copies + "-aside", copies);
        Assert.Single((await _rig.ScanAsync()).Changes);
    }

    [Fact]
    public async Task A_library_of_a_library_is_found()
    {
        _rig.Put("TestPlugin");
        await _rig.ScanAsync();
        Assert.Equal("depth one\n", (await _rig.RunAsync("deep")).Output);
    }

    [Fact]
    public async Task Two_plugins_have_their_own_versions_of_a_library()
    {
        _rig.Put("TestPlugin");
        PluginRig.Patch(Path.Combine(_rig.Put("OtherPlugin"), "Dependency.dll"), "library one", "library two");
        await _rig.ScanAsync();
        Assert.Equal("library one\n", (await _rig.RunAsync("needs-library")).Output);
        Assert.Equal("library two\n", (await _rig.RunAsync("other")).Output);
    }

    [Fact]
    public async Task The_watcher_sees_a_swap()
    {
        var folder = _rig.Put("TestPlugin");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(PluginRig.Cancelled);
        var kinds = new List<PluginChangeKind>();
        var watching = new PluginWatcher(_rig.Catalog, [_rig.Folder], TimeProvider.System).RunAsync(
            scan =>
            {
                kinds.AddRange(scan.Changes.Select(change => change.Kind));
                return Task.CompletedTask;
            },
            end.Token);
        await PluginRig.UntilAsync(() => kinds.Count == 1);
        Replace(folder, "code two");
        await PluginRig.UntilAsync(() => kinds.Count == 2);
        await end.CancelAsync();
        await watching;
        Assert.Equal([PluginChangeKind.Added, PluginChangeKind.Replaced], kinds);
    }

    [Fact]
    public async Task A_storm_of_removals_and_copies_ends_with_the_last()
    {
        var folder = _rig.Put("TestPlugin");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(PluginRig.Cancelled);
        var watching = new PluginWatcher(_rig.Catalog, [_rig.Folder], TimeProvider.System).RunAsync(_ => Task.CompletedTask, end.Token);
        for (var round = 0; round < 50; round++)
        {
            Directory.Delete(folder, recursive: true);
            _rig.Put("TestPlugin");
            Replace(folder, $"code {round:000}");
        }

        await PluginRig.UntilAsync(() => watching.IsCompleted || _rig.Catalog.TryFind("greet", out _));
        await PluginRig.UntilAsync(() => watching.IsCompleted || _rig.RunAsync("greet").GetAwaiter().GetResult().Output.StartsWith("code 049", StringComparison.Ordinal));
        await end.CancelAsync();
        await watching;
    }

    [Theory]
    [InlineData("a folder that is made later")]
    [InlineData("a folder that is deleted and made again")]
    [InlineData("a plugin behind a link")]
    [InlineData("a file behind a link")]
    public async Task The_watcher_sees_what_the_kernel_does_not_tell(string what)
    {
        var isLink = what.EndsWith("link", StringComparison.Ordinal);
        var elsewhere = _rig.Put("TestPlugin", _rig.PathOf("elsewhere"));
        if (what.EndsWith("again", StringComparison.Ordinal))
        {
            Directory.CreateDirectory(_rig.OtherFolder);
        }

        if (isLink)
        {
            Link(elsewhere, isFolder: what.Contains("plugin", StringComparison.Ordinal));
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(PluginRig.Cancelled);
        var began = Environment.TickCount64;
        var changes = 0;
        var watching = new PluginWatcher(_rig.Catalog, [_rig.Folder, _rig.OtherFolder], TimeProvider.System).RunAsync(
            scan =>
            {
                Interlocked.Add(ref changes, scan.Changes.Length);
                return Task.CompletedTask;
            },
            end.Token);
        if (isLink)
        {
            await PluginRig.UntilAsync(() => changes == 1);
            Replace(elsewhere, "code two");
            await PluginRig.UntilAsync(() => changes == 2);
        }
        else
        {
            if (Directory.Exists(_rig.OtherFolder))
            {
                Directory.Delete(_rig.OtherFolder);
            }

            _rig.Put("TestPlugin", _rig.OtherFolder);
            await PluginRig.UntilAsync(() => changes == 1);
        }

        // A second or two, and far from the half minute after which it would have looked anyway.
        Assert.True(Environment.TickCount64 - began < 20_000, what);
        await end.CancelAsync();
        await watching;
    }

    private void Link(string elsewhere, bool isFolder)
    {
        var folder = Path.Combine(_rig.Folder, "TestPlugin");
        if (isFolder)
        {
            File.CreateSymbolicLink(folder, elsewhere);
            return;
        }

        _rig.Put("TestPlugin");
        File.Delete(Path.Combine(folder, "TestPlugin.dll"));
        File.CreateSymbolicLink(Path.Combine(folder, "TestPlugin.dll"), Path.Combine(elsewhere, "TestPlugin.dll"));
    }

    // As if it had lain there for long, so that the first look takes it.
    private static void Age(string folder)
    {
        foreach (var file in Directory.GetFiles(folder))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-1));
        }
    }

    // As `mv` does: the file that is loaded is never written to anyway.
    private static void Replace(string folder, string code)
    {
        var next = Path.Combine(folder, ".next");
        File.Copy(Path.Combine(PluginRig.BuiltAt("TestPlugin"), "TestPlugin.dll"), next, overwrite: true);
        PluginRig.Patch(next, "code one", code);
        File.Move(next, Path.Combine(folder, "TestPlugin.dll"), overwrite: true);
    }
}
