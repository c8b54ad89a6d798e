using System.Diagnostics;

namespace Bansuri.Acceptance.Tests.Harness;

/// <summary>
/// One test's world: a folder, a runtime directory, and the processes started in it. They carry a mark in their
/// environment, so that at the end whatever is left is found, ended by its pid, and a failure.
/// </summary>
internal sealed class Sandbox : IAsyncDisposable
{
    private const string MarkName = "ACCEPTANCE_MARK";

    private readonly string _mark = Guid.NewGuid().ToString("N");
    private readonly List<ProgramProcess> _started = [];
    private string[] _launcher = [];

    public Sandbox()
    {
        Folder = Directory.CreateTempSubdirectory("ban-").FullName;
        Directory.CreateDirectory(In("run"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Folder { get; }

    /// <summary>Set, or with null unset, for the processes that are started from then on.</summary>
    public Dictionary<string, string?> Variables { get; } = new(StringComparer.Ordinal);

    public string In(string name) => Path.Combine(Folder, name);

    public string Read(string name) => File.Exists(In(name)) ? File.ReadAllText(In(name)) : "";

    public string[] Lines(string name) => Read(name).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Writes as an editor does that is careful: aside, then renamed, so that no half of it is ever read.</summary>
    public void Write(string name, string text)
    {
        var aside = In($".{name}.tmp");
        File.WriteAllText(aside, text);
        File.Move(aside, In(name), overwrite: true);
    }

    /// <summary>
    /// From now on the program, host and commands, runs as the user <c>nobody</c>, who owns the sandbox, or as one of this test's own. The test
    /// is left out, by name, where that cannot be.
    /// </summary>
    public async Task BecomeOrdinaryAsync(int user = 65534)
    {
        Needs.Root();
        Needs.Command("setpriv");
        _launcher = ["setpriv", $"--reuid={user}", $"--regid={user}", "--clear-groups"];
        Variables["HOME"] = Folder;
        using var chown = Process.Start("chown", ["-R", $"{user}:{user}", Folder]);
        await chown.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipUnless((await RunAsync("--version")).ExitCode == 0, "the program lies in a folder that other users cannot read");
    }

    /// <summary>An executable script of /bin/sh.</summary>
    public void Script(string name, string body)
    {
        Write(name, "#!/bin/sh\n" + body);
        File.SetUnixFileMode(In(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Starts the program in the sandbox, or in another folder.</summary>
    public ProgramProcess Start(IEnumerable<string> arguments, string? folder = null)
    {
        string[] words = [.. _launcher, Repository.Program, .. arguments];
        var process = new ProgramProcess(Describe(words[0], words[1..], folder));
        _started.Add(process);
        return process;
    }

    /// <summary>Starts the host by a launcher that ends in <c>exec "$@"</c>, and waits until it answers.</summary>
    public async Task<RunningHost> HostByAsync(string[] launcher, string config, params string[] options)
    {
        var process = StartBy(launcher, config, options);
        var host = new RunningHost(this, process, In(config));
        await host.ReadyAsync();
        return host;
    }

    /// <summary>The same, without waiting.</summary>
    public ProgramProcess StartBy(string[] launcher, string config, params string[] options)
    {
        string[] words = [.. _launcher, .. launcher, Repository.Program, "run", "-c", config, .. options];
        var process = new ProgramProcess(Describe(words[0], words[1..]));
        _started.Add(process);
        return process;
    }

    /// <summary>Runs a command of the program to its end.</summary>
    public Task<CommandResult> RunAsync(params string[] arguments) => Start(arguments).EndAsync();

    /// <summary>Starts the host and waits until it answers.</summary>
    public Task<RunningHost> HostAsync(string config, params string[] options) => HostInAsync(Folder, config, options);

    public async Task<RunningHost> HostInAsync(string folder, string config, params string[] options)
    {
        var process = Start(["run", "-c", config, .. options], folder);
        var host = new RunningHost(this, process, Path.GetFullPath(config, folder));
        await host.ReadyAsync();
        return host;
    }

    /// <summary>All that carries the mark: hosts, and what they have started.</summary>
    public IReadOnlyList<int> Processes() => ProcFs.WithEnvironment(MarkName, _mark);

    /// <summary>Those that work in the sandbox's folder, whatever has become of their environment.</summary>
    public IReadOnlyList<int> ProcessesInside() => ProcFs.WorkingIn(Folder);

    public ProcessStartInfo Describe(string program, IEnumerable<string> arguments, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder ?? Folder };
        foreach (var name in start.Environment.Keys.Where(IsOfAnotherHost).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment[MarkName] = _mark;
        start.Environment["XDG_RUNTIME_DIR"] = In("run");
        start.Environment["TZ"] = "UTC";
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    public async ValueTask DisposeAsync()
    {
        IReadOnlyList<string> left;
        try
        {
            await Task.WhenAll(_started.Select(EndAsync));
        }
        finally
        {
            left = KillWhatIsLeft();
            _started.ForEach(process => process.Dispose());
            Directory.Delete(Folder, recursive: true);
        }

        Assert.True(left.Count == 0, $"left behind: {string.Join(", ", left)}");
    }

    private List<string> KillWhatIsLeft()
    {
        var left = new List<string>();
        foreach (var pid in Processes().Union(ProcessesInside()))
        {
            left.Add($"{pid} ({ProcFs.CommandLine(pid)})");
            Signal.TrySend(pid, Signal.Kill);
        }

        return left;
    }

    // A second signal shortens every grace period; two at once would be one, so they come one after the other.
    private static Task EndAsync(ProgramProcess process) => Wait.UntilAsync(
        () =>
        {
            if (process.HasExited)
            {
                return true;
            }

            Signal.TrySend(process.Pid, Signal.Term);
            return false;
        },
        () => $"the end of pid {process.Pid}:\n{process.SoFar().All}");

    private static bool IsOfAnotherHost(string name) =>
        name.StartsWith("BANSURI_", StringComparison.Ordinal) || name.StartsWith("SLURM_", StringComparison.Ordinal);
}
