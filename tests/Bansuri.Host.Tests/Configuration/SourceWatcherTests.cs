using System.Runtime.InteropServices;
using System.Threading.Channels;
using Bansuri.Host.Configuration;
using Bansuri.Host.Configuration.Watching;

namespace Bansuri.Host.Tests.Configuration;

/// <summary>Real files and the real clock: what editors and network disks do to a configuration.</summary>
public sealed partial class SourceWatcherTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly ConfigFolder _folder = new();
    private readonly Channel<LoadResult> _seen = Channel.CreateUnbounded<LoadResult>();
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;
    private bool _accept = true;
    private SourceWatcher? _watcher;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop.WaitAsync(Limit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _watcher?.Dispose();
        _stop.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("poll")]
    public async Task A_file_that_is_renamed_over_is_read_anew(string mode)
    {
        Start("tasks: [a]", mode);
        File.Move(_folder.Write("temporary", Text("tasks: [a, b]", mode)), Path.Combine(_folder.Path, "bansuri.yaml"), overwrite: true);

        Assert.Equal(2, (await NextAsync()).Config!.Tasks.Length);
    }

    [Fact]
    public async Task A_file_that_changed_before_the_watching_began_is_read_anew()
    {
        _folder.Write("bansuri.yaml", "host: {check-interval: 1h}\ntasks: [a]\n");
        var before = _folder.Load("bansuri.yaml");
        _folder.Write("bansuri.yaml", "host: {check-interval: 1h}\ntasks: [a, b]\n");
        Watch(before, "bansuri.yaml");

        Assert.Equal(2, (await NextAsync()).Config!.Tasks.Length);
    }

    [Fact]
    public async Task A_slow_write_in_place_is_handed_out_when_it_is_whole()
    {
        Start("tasks: [a]");
        var path = Path.Combine(_folder.Path, "bansuri.yaml");
        await using (var stream = new FileStream(path, FileMode.Truncate, FileAccess.Write, FileShare.Read))
        {
            foreach (var letter in Text("tasks: [a, b, c]"))
            {
                stream.WriteByte((byte)letter);
                await stream.FlushAsync(TestContext.Current.CancellationToken);
                await Task.Yield();
            }
        }

        await UntilAsync(result => result.Config?.Tasks.Length == 3);
    }

    [Fact]
    public async Task A_link_of_a_folder_that_is_switched_is_seen()
    {
        _folder.Write("one/bansuri.yaml", Text("tasks: [a]"));
        _folder.Write("two/bansuri.yaml", Text("tasks: [a, b]"));
        var link = Path.Combine(_folder.Path, "data");
        Directory.CreateSymbolicLink(link, Path.Combine(_folder.Path, "one"));
        StartFile("data/bansuri.yaml");

        Directory.CreateSymbolicLink(link + ".new", Path.Combine(_folder.Path, "two"));
        Directory.Delete(link);
        Directory.Move(link + ".new", link);

        await UntilAsync(result => result.Config?.Tasks.Length == 2);
    }

    // As Kubernetes mounts a configuration map: the file is a link through '..data', and that link is what is switched.
    [Fact]
    public async Task A_link_on_the_way_that_is_switched_is_seen_without_polling()
    {
        _folder.Write("map/..one/bansuri.yaml", Unpolled("tasks: [a]"));
        _folder.Write("map/..two/bansuri.yaml", Unpolled("tasks: [a, b]"));
        var data = Path.Combine(_folder.Path, "map", "..data");
        Directory.CreateSymbolicLink(data, "..one");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "map", "bansuri.yaml"), "..data/bansuri.yaml");
        await StartUnpolledAsync("map/bansuri.yaml");

        Directory.CreateSymbolicLink(data + "_tmp", "..two");
        Rename(data + "_tmp", data);

        await UntilAsync(result => result.Config?.Tasks.Length == 2);
    }

    [Fact]
    public async Task A_link_far_above_that_is_switched_is_seen_without_polling()
    {
        _folder.Write("one/deep/er/bansuri.yaml", Unpolled("tasks: [a]"));
        _folder.Write("two/deep/er/bansuri.yaml", Unpolled("tasks: [a, b]"));
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "current"), "one");
        await StartUnpolledAsync("current/deep/er/bansuri.yaml");

        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "next"), "two");
        Rename(Path.Combine(_folder.Path, "next"), Path.Combine(_folder.Path, "current"));

        await UntilAsync(result => result.Config?.Tasks.Length == 2);
    }

    [Fact]
    public async Task A_write_to_what_a_link_leads_to_is_seen_without_polling()
    {
        var real = _folder.Write("elsewhere/real.yaml", Unpolled("tasks: [a]"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "bansuri.yaml"), real);
        await StartUnpolledAsync("bansuri.yaml");

        File.AppendAllText(real, "x-more: 1\n");

        await NextAsync();
    }

    [Fact]
    public async Task A_folder_that_is_deleted_and_made_again_is_seen_without_polling()
    {
        _folder.Write("conf/bansuri.yaml", Unpolled("tasks: [a]"));
        await StartUnpolledAsync("conf/bansuri.yaml");

        Directory.Delete(Path.Combine(_folder.Path, "conf"), recursive: true);
        await UntilAsync(result => result.Config is null);
        _folder.Write("conf/bansuri.yaml", Unpolled("tasks: [a, b]"));

        await UntilAsync(result => result.Config?.Tasks.Length == 2);
    }

    [Fact]
    public async Task The_first_file_that_a_glob_matches_is_seen_without_polling()
    {
        _folder.Write("bansuri.yaml", Unpolled("include: ['conf.d/*.yaml']\ntasks: [a]"));
        await StartUnpolledAsync("bansuri.yaml");

        Directory.CreateDirectory(Path.Combine(_folder.Path, "conf.d"));
        _folder.Write("conf.d/b.yaml", "tasks: [b]");

        await UntilAsync(result => result.Config?.Tasks.Length == 2);
    }

    [Fact]
    public async Task A_match_in_a_folder_that_was_made_before_it_is_seen_without_polling()
    {
        _folder.Write("bansuri.yaml", Unpolled("include: 'conf.d/*/tasks/*.yaml'"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "conf.d"));
        await StartUnpolledAsync("bansuri.yaml");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "conf.d", "one", "tasks"));
        await _watcher!.LookNowAsync().WaitAsync(Limit, TestContext.Current.CancellationToken);
        await _watcher.LookNowAsync().WaitAsync(Limit, TestContext.Current.CancellationToken);

        _folder.Write("conf.d/one/tasks/a.yaml", "tasks: [a, b]");

        await UntilAsync(result => result.Config?.Tasks.Length == 2);
    }

    [Fact]
    public async Task Of_many_folders_each_is_watched_without_polling()
    {
        const int Folders = 200;
        _folder.Write("bansuri.yaml", Unpolled("include: '**/tasks.yaml'"));
        for (var number = 0; number < Folders; number++)
        {
            _folder.Write($"part{number}/tasks.yaml", $"tasks: {{a{number}: a}}");
        }

        await StartUnpolledAsync("bansuri.yaml");
        foreach (var number in (int[])[0, 99, Folders - 1])
        {
            _folder.Write($"part{number}/tasks.yaml", $"tasks: {{a{number}: b}}");
            await UntilAsync(result => result.Config!.Tasks.Single(task => task.Name == $"a{number}").Config.Identification.Command!.ToString()!.Contains('b'));
        }
    }

    [Fact]
    public async Task A_folder_that_another_takes_the_place_of_is_seen_without_polling()
    {
        _folder.Write("conf/bansuri.yaml", Unpolled("tasks: [a]"));
        _folder.Write("next/bansuri.yaml", Unpolled("tasks: [a, b]"));
        await StartUnpolledAsync("conf/bansuri.yaml");
        Rename(Path.Combine(_folder.Path, "conf"), Path.Combine(_folder.Path, "old"));
        Rename(Path.Combine(_folder.Path, "next"), Path.Combine(_folder.Path, "conf"));

        await UntilAsync(result => result.Config?.Tasks.Length == 2);
    }

    [Fact]
    public async Task An_edit_of_the_check_interval_counts_from_then_on()
    {
        _folder.Write("bansuri.yaml", "host: {watch: poll, check-interval: 1h}\ntasks: [a]\n");
        await StartUnpolledAsync("bansuri.yaml");
        _folder.Write("bansuri.yaml", "host: {watch: poll, check-interval: 100ms}\ntasks: [a]\n");
        await _watcher!.LookNowAsync().WaitAsync(Limit, TestContext.Current.CancellationToken);
        await NextAsync();

        _folder.Write("bansuri.yaml", "tasks: [a, b]\n");

        await UntilAsync(result => result.Config?.Tasks.Length == 2);
    }

    [Fact]
    public async Task A_file_that_goes_is_an_error_and_comes_back()
    {
        Start("tasks: [a]");
        var path = Path.Combine(_folder.Path, "bansuri.yaml");
        File.Delete(path);
        await UntilAsync(result => result.Config is null);
        File.WriteAllText(path, Text("tasks: [a]"));

        await UntilAsync(result => result.Config?.Tasks.Length == 1);
    }

    [Fact]
    public async Task A_touch_is_nothing_and_a_new_include_is_something()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "conf.d"));
        Start("include: ['conf.d/*.yaml']\ntasks: [a]");
        File.SetLastWriteTimeUtc(Path.Combine(_folder.Path, "bansuri.yaml"), DateTime.UnixEpoch);
        await _watcher!.LookNowAsync().WaitAsync(Limit, TestContext.Current.CancellationToken);
        Assert.False(_seen.Reader.TryPeek(out _));

        _folder.Write("conf.d/b.yaml", "tasks: [b]");
        await UntilAsync(result => result.Config?.Tasks.Length == 2);
        _folder.Write("conf.d/b.yaml", "tasks: [b, {name: c, command: x, environment-file: c.env}]");
        await UntilAsync(result => result.Config is null);
        _folder.Write("conf.d/c.env", "A=1");
        await UntilAsync(result => result.Config?.Tasks.Length == 3);
        _folder.Write("conf.d/c.env", "A=2");
        await NextAsync();
    }

    [Fact]
    public async Task A_hundred_saves_are_few_reloads_and_the_last_content_wins()
    {
        Start("tasks: [a]");
        for (var save = 1; save <= 100; save++)
        {
            _folder.Write("bansuri.yaml", Text($"tasks: [a{save}]"));
        }

        await UntilAsync(result => result.Config?.Tasks is [{ Identity: "script:a100" }]);
        Assert.False(_seen.Reader.TryPeek(out _));
    }

    [Fact]
    public async Task What_is_not_taken_is_offered_again()
    {
        _accept = false;
        Start("tasks: [a]");
        _folder.Write("bansuri.yaml", Text("tasks: []"));

        Assert.Equal((await NextAsync()).ContentHash, (await NextAsync()).ContentHash);
    }

    private static string Text(string tasks, string mode = "auto") => $"host: {{watch: {mode}, check-interval: 500ms}}\n{tasks}\n";

    // File.Move follows a link to a folder.
    [LibraryImport("libc", EntryPoint = "rename", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int RenameLink(string from, string to);

    private static void Rename(string from, string to) => Assert.Equal(0, RenameLink(from, to));

    // Only the first look and the hints of the kernel: whoever waits for the interval waits longer than the test.
    private static string Unpolled(string text) => "host: {check-interval: 1h}\n" + text + "\n";

    // Returns when the watches stand: a second order is taken only after the first look is over.
    private async Task StartUnpolledAsync(string name)
    {
        StartFile(name);
        await _watcher!.LookNowAsync().WaitAsync(Limit, TestContext.Current.CancellationToken);
        await _watcher.LookNowAsync().WaitAsync(Limit, TestContext.Current.CancellationToken);
    }

    private void Start(string tasks, string mode = "auto")
    {
        _folder.Write("bansuri.yaml", Text(tasks, mode));
        StartFile("bansuri.yaml");
    }

    private void StartFile(string name) => Watch(_folder.Load(name), name);

    private void Watch(LoadResult current, string name)
    {
        _watcher = new SourceWatcher(current, () => _folder.Load(name), async (result, _, stopping) =>
        {
            await _seen.Writer.WriteAsync(result, stopping);
            return _accept;
        }, TimeProvider.System);
        _loop = Task.Run(() => _watcher.RunAsync(_stop.Token), TestContext.Current.CancellationToken);
    }

    private async Task<LoadResult> NextAsync() => await _seen.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Limit, TestContext.Current.CancellationToken);

    private async Task UntilAsync(Func<LoadResult, bool> condition)
    {
        while (!condition(await NextAsync()))
        {
        }
    }
}
