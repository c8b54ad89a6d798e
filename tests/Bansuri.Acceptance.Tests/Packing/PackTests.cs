using System.Diagnostics;

namespace Bansuri.Acceptance.Tests.Packing;

/// <summary>The tarball of <c>./dev pack</c>, carried to a machine without .NET.</summary>
public sealed class PackTests : AcceptanceTest
{
    [Fact]
    public async Task It_runs_as_an_ordinary_user_in_an_empty_environment()
    {
        if (Environment.IsPrivilegedProcess)
        {
            Needs.Command("setpriv");
        }

        var tarball = (await RunAsync(Path.Combine(Repository.Root, "dev"), "pack")).Trim().Split('\n')[^1];
        await RunAsync("tar", "-xzf", tarball, "-C", Sandbox.Folder);
        Assert.NotEmpty(Directory.GetFiles(Sandbox.In("bansuri/sdk"), "*.nupkg"));
        Assert.NotEmpty(Directory.GetFiles(Path.GetDirectoryName(tarball) ?? "/", "Bansuri.Abstractions.*.nupkg"));
        await RunAsync("chmod", "755", Sandbox.Folder);
        Directory.CreateDirectory(Sandbox.In("home"));
        File.WriteAllText(Sandbox.In("home/bansuri.yaml"), "tasks: { one: { command: \"id -u; grep -q bansuri/libcoreclr.so /proc/$PPID/maps && echo of its own\" } }\n");
        var user = Environment.IsPrivilegedProcess ? "65534" : "";
        if (user.Length > 0)
        {
            await RunAsync("chown", "-R", $"{user}:{user}", Sandbox.In("home"));
        }

        string[] asUser = user.Length > 0 ? ["setpriv", "--reuid", user, "--regid", user, "--clear-groups"] : [];
        var script = $"cd '{Sandbox.In("home")}' && exec \"$@\"";
        string[] command = [.. asUser, "env", "-i", "/bin/sh", "-c", script, "sh", Sandbox.In("bansuri/bansuri"), "run", "--exit-when-done"];
        var said = await RunAsync(command[0], command[1..]);

        Assert.Contains("OUT [one] of its own", said, StringComparison.Ordinal);
        if (user.Length > 0)
        {
            Assert.Contains($"OUT [one] {user}", said, StringComparison.Ordinal);
        }
    }

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = Sandbox.Describe(program, arguments);
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: exit {process.ExitCode}\n{output}");
        return output;
    }
}
