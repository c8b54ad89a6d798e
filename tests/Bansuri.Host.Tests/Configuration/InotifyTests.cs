using Bansuri.Host.Configuration.Watching;

namespace Bansuri.Host.Tests.Configuration;

public sealed class InotifyTests
{
    [Fact]
    public void It_ends_in_whatever_moment_an_event_comes()
    {
        var folder = Directory.CreateTempSubdirectory("bansuri-test-").FullName;
        for (var round = 0; round < 300; round++)
        {
            var inotify = Inotify.Open(static (_, _, _) => { }, out _) ?? throw new InvalidOperationException("no inotify instance is left");
            Assert.True(inotify.Add(folder) > 0);
            using var go = new ManualResetEventSlim();
            var writer = new Thread(() =>
            {
                go.Wait();
                for (var file = 0; file < 20; file++)
                {
                    File.WriteAllText(Path.Combine(folder, "file"), "");
                }
            });
            writer.Start();
            go.Set();
            inotify.Dispose();
            writer.Join();
        }

        Directory.Delete(folder, recursive: true);
    }
}
