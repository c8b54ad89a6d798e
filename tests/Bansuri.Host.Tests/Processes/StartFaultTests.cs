using System.Runtime.Versioning;
using Bansuri.Host.Processes;
using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Tests.Processes;

[SupportedOSPlatform("linux")]
public sealed class StartFaultTests(TestEngine engine) : IClassFixture<TestEngine>
{
    [Theory]
    [InlineData("nosuch", "ENOENT", "program 'nosuch' in PATH: No such file or directory")]
    [InlineData("./nosuch", "ENOENT", "program './nosuch': No such file or directory")]
    [InlineData("/etc/passwd", "EACCES", "program '/etc/passwd': Permission denied")]
    [InlineData("/etc", "EACCES", "program '/etc': Permission denied")]
    [InlineData("/etc/passwd/x", "ENOTDIR", "program '/etc/passwd/x': Not a directory")]
    [InlineData("./text", "ENOEXEC", "program './text' has no #! line: Exec format error")]
    [InlineData("./lost", "ENOENT", "interpreter '/no/such' of './lost': No such file or directory")]
    [InlineData("./windows", "ENOENT", "interpreter '/bin/sh\\r' of './windows': No such file or directory")]
    public void A_program_that_cannot_start_says_why(string program, string errno, string message)
    {
        Write("text", "echo hello\n");
        Write("lost", "#!/no/such -x\n");
        Write("windows", "#!/bin/sh\r\necho hello\r\n");
        // The same words, whether the kernel says so or the host has to look before the shell prefix.
        foreach (var limits in new[] { ProcessLimits.None, new() { Umask = 0 } })
        {
            var fault = Assert.Throws<ProcessStartException>(() => engine.Start(engine.Command(program, "-c") with { Limits = limits }));
            Assert.Equal((errno, message, true), (fault.ErrnoName, fault.Message, fault.IsPermanent));
        }
    }

    [Theory]
    [InlineData("/no/such", "ENOENT", "working directory '/no/such': No such file or directory")]
    [InlineData("/etc/passwd", "ENOTDIR", "working directory '/etc/passwd': Not a directory")]
    public void A_missing_directory_is_told_apart_from_a_missing_program(string directory, string errno, string message)
    {
        foreach (var limits in new[] { ProcessLimits.None, new() { Umask = 0 } })
        {
            var start = engine.Command("/bin/true") with { WorkingDirectory = directory, Limits = limits };
            var fault = Assert.Throws<ProcessStartException>(() => engine.Start(start));
            Assert.Equal((errno, message), (fault.ErrnoName, fault.Message));
        }
    }

    [Fact]
    public void Too_many_arguments_are_E2BIG()
    {
        var huge = string.Join("", Enumerable.Repeat("x", 200_000));
        var fault = Assert.Throws<ProcessStartException>(() => engine.Start(engine.Command("/bin/true", huge)));
        Assert.Equal("E2BIG", fault.ErrnoName);
    }

    [Fact]
    public void What_would_be_cut_off_is_refused()
    {
        var fault = Assert.Throws<ProcessStartException>(() => engine.Start(engine.Command("/bin/true", "ok", "a\0b")));
        Assert.Equal("argument 2 contains a NUL character: Invalid argument", fault.Message);
        var named = engine.Command("/bin/true") with { Environment = new Dictionary<string, string> { ["A=B"] = "" } };
        Assert.Equal("environment variable 'A=B': Invalid argument", Assert.Throws<ProcessStartException>(() => engine.Start(named)).Message);
    }

    [Theory]
    [InlineData("nobody-here", null, "user 'nobody-here' is unknown")]
    [InlineData(null, "nobody-here", "group 'nobody-here' is unknown")]
    public void An_unknown_account_is_a_start_error(string? user, string? group, string message)
    {
        var start = engine.Command("/bin/true") with { Limits = new() { User = user, Group = group } };
        Assert.Equal(message, Assert.Throws<ProcessStartException>(() => engine.Start(start)).Message);
    }

    [Fact]
    public void Processors_that_are_not_there_are_a_start_error()
    {
        var start = engine.Command("/bin/true") with { Limits = new() { Cpus = "4000-4095" } };
        Assert.Equal("cpus '4000-4095': Invalid argument", Assert.Throws<ProcessStartException>(() => engine.Start(start)).Message);
    }

    [Theory]
    [InlineData(Errno.TooManyFiles)]
    [InlineData(Errno.NoMemory)]
    [InlineData(Errno.TryAgain)]
    public void What_was_used_up_may_be_there_again_later(int errno) => Assert.False(new ProcessStartException(errno, "x").IsPermanent);

    [Fact]
    public async Task A_limit_too_small_to_execute_with_is_an_end_like_any()
    {
        var start = engine.Command("python3", "-c", "pass") with { Limits = new() { MemoryLimit = 3 << 20 } };
        Assert.NotEqual(0, (await engine.RunAsync(start)).Exit.Code);
        Assert.Equal("on\n", (await engine.RunAsync(engine.Shell("echo on"))).Text);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(engine.Folder, name);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
