using System.Diagnostics;

namespace Bansuri.Acceptance.Tests.Harness;

/// <summary>A disk of a test's own, mounted below its sandbox: one that can fill up, or one that can hang.</summary>
internal sealed class Disk : IAsyncDisposable
{
    private readonly string _folder;
    private bool _hangs;

    private Disk(string folder) => _folder = folder;

    /// <summary>In memory, so large.</summary>
    public static async Task<Disk> SmallAsync(Sandbox sandbox, string name, string size)
    {
        Needs.Root();
        Directory.CreateDirectory(sandbox.In(name));
        await RunAsync("mount", "-t", "tmpfs", "-o", $"size={size}", "ban-test", sandbox.In(name));
        return new Disk(sandbox.In(name));
    }

    /// <summary>A file with a file system in it, which <see cref="HangAsync"/> makes wait as a server that does not answer would.</summary>
    public static async Task<Disk> ThatMayHangAsync(Sandbox sandbox, string name)
    {
        Needs.Root();
        Needs.Command("mkfs.ext4");
        Needs.Command("fsfreeze");
        var image = sandbox.In(name + ".img");
        await RunAsync("truncate", "-s", "64M", image);
        await RunAsync("mkfs.ext4", "-q", image);
        Directory.CreateDirectory(sandbox.In(name));
        await RunAsync("mount", "-o", "loop", image, sandbox.In(name));
        return new Disk(sandbox.In(name));
    }

    /// <summary>From now on who writes waits, in the kernel, deaf to every signal.</summary>
    public async Task HangAsync()
    {
        await RunAsync("fsfreeze", "-f", _folder);
        _hangs = true;
    }

    public async Task AnswerAsync()
    {
        await RunAsync("fsfreeze", "-u", _folder);
        _hangs = false;
    }

    public async ValueTask DisposeAsync()
    {
        if (_hangs)
        {
            await AnswerAsync();
        }

        // Lazily: a host that a failed test left behind may still have files there, and ends with the sandbox.
        await RunAsync("umount", "-l", _folder);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!; // a new process
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {error}");
    }
}
