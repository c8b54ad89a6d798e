using Bansuri.Host.Configuration.Watching;
using Bansuri.Host.Tests.Processes;

namespace Bansuri.Host.Tests.Configuration;

public sealed class InotifyTests
{
    [Fact]
    public async Task Whoever_calls_when_the_reader_has_closed_it_is_told_so_and_may_end_it_again()
    {
        var folder = Directory.CreateTempSubdirectory("bansuri-test-").FullName;
        var inotify = Inotify.Open(static (_, _, _) => { }, out _) ?? throw new InvalidOperationException("no inotify instance is left");
        var watch = inotify.Add(folder);
        Assert.True(watch > 0);

        inotify.Dispose();

        await Eventually.TrueAsync(() => inotify.Add(folder) == -9, "EBADF");
        inotify.Remove(watch);
        inotify.Dispose();
        Directory.Delete(folder);
    }
}
