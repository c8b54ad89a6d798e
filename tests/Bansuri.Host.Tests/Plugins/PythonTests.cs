using System.Diagnostics;
using Bansuri.Abstractions;
using Bansuri.Host.Plugins;

namespace Bansuri.Host.Tests.Plugins;

/// <summary>The described processes are run as they are, by the test: what the host adds is tested elsewhere.</summary>
public sealed class PythonTests : IAsyncLifetime
{
    /// <summary>The example of the project's first description, word for word.</summary>
    private const string ShellTask = """
        import subprocess
        from task_base import AbstractTask, TaskConfig

        class ShellTask(AbstractTask):
            def __init__(self, config: TaskConfig):
                super().__init__(config)
                self._process = None

            def run(self) -> int:
                cmd = self.config.identification.command
                print(f"Starting task: {self.config.identification.name}")
                
                self._process = subprocess.Popen(
                    cmd, 
                    shell=True,
                    cwd=self.config.identification.working_directory
                )
                
                # Wait for completion
                return_code = self._process.wait()
                return return_code

            def stop(self) -> None:
                if self._process:
                    print(f"Stopping {self.config.identification.name}...")
                    self._process.terminate()

        """;

    private const string Usage = """
        raw_config = {
            "name": "data-processor",
            "command": "python3 --version",
            "times": 5,
            "timeout": "10m"
        }

        config = TaskConfig.from_dict(raw_config)
        task = ShellTask(config)

        # Access configuration properties easily
        if task.config.scheduling.is_periodic:
            print(f"Task runs on schedule: {task.config.scheduling.schedule_cron}")

        # Execute
        exit_code = task.run()
        print(f"Task finished with code: {exit_code}")
        """;

    private readonly PluginRig _rig = new();
    private string _work = "";

    public async ValueTask InitializeAsync()
    {
        _rig.Put("PythonTask");
        Assert.Empty((await _rig.ScanAsync()).Problems);
        _work = Directory.CreateDirectory(_rig.PathOf("work")).FullName;
        Write("shell_task.py", ShellTask);
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData("echo hello; exit 3", "shell_task:ShellTask")]
    [InlineData("shell_task:Echo", null)]
    public async Task A_class_is_run_with_the_entry_s_configuration(string command, string? name)
    {
        Write("shell_task.py", ShellTask + """

            class Echo(ShellTask):
                def run(self):
                    print("Starting task: task\nhello")
                    return 3

            """);
        var (code, output) = await RunAsync(command, name is null ? null : new() { ["class"] = name });
        Assert.Equal((3, "Starting task: task\nhello\n"), (code, output));
    }

    [Fact]
    public async Task A_stop_calls_stop_once_and_its_output_is_complete()
    {
        using var process = await StartAsync("echo started; exec sleep 60", new() { ["class"] = "shell_task:ShellTask" });
        Assert.Equal("Starting task: task", await process.StandardOutput.ReadLineAsync(PluginRig.Cancelled));
        Assert.Equal("started", await process.StandardOutput.ReadLineAsync(PluginRig.Cancelled));
        await SignalAsync(process);
        await SignalAsync(process);
        Assert.Equal("Stopping task...\n", await process.StandardOutput.ReadToEndAsync(PluginRig.Cancelled));
        await process.WaitForExitAsync(PluginRig.Cancelled);
        Assert.Equal(128 + 15, process.ExitCode);
    }

    [Fact]
    public async Task The_whole_configuration_arrives_and_leaves_no_trace_in_the_environment()
    {
        Write("shows.py", """
            import os
            from task_base import AbstractTask

            class Shows(AbstractTask):
                def run(self):
                    c = self.config
                    print(c.identification.with_, c.scheduling.timeout, c.failure_control.times, c.failure_control.on_fail)
                    print(c.resources.environment, c.logging.stdout, "BANSURI_TASK_CONFIG" in os.environ)

                def stop(self):
                    pass
            """);
        var (code, output) = await RunAsync("anything", new() { ["class"] = "shows:Shows" }, new()
        {
            ["timeout"] = "10m",
            ["times"] = "unlimited",
            ["environment"] = new Dictionary<string, object?> { ["A"] = "b" },
            ["depends-on"] = new[] { "other" },
            ["ready"] = new Dictionary<string, object?> { ["tcp"] = "localhost:80" },
            ["notify"] = "on-fail",
        });
        Assert.Equal((0, "{'class': 'shows:Shows'} 0:10:00 None restart\n{'A': 'b'} log False\n"), (code, output));
    }

    [Theory]
    [InlineData("script.py 'two words' -x", "['script.py', 'two words', '-x']\n")]
    [InlineData("-m script one", "['SCRIPT', 'one']\n")]
    public async Task A_script_and_a_module_get_their_arguments(string command, string expected)
    {
        Write("script.py", "import sys; print(sys.argv)");
        var (code, output) = await RunAsync(command);
        Assert.Equal((0, expected), (code, output.Replace($"{_work}/script.py", "SCRIPT", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_module_path_has_the_working_directory_then_path()
    {
        Directory.CreateDirectory(Path.Combine(_work, "lib"));
        Write("lib/helper.py", "NAME = 'from lib'");
        Write("lib/script.py", "raise SystemExit('shadowed')");
        Write("main.py", "import helper, script; print(helper.NAME)");
        Write("script.py", "");
        Assert.Equal((0, "from lib\n"), await RunAsync("main.py", new() { ["path"] = new[] { "lib" } }));
    }

    [Theory]
    [InlineData("return None", 0)]
    [InlineData("import sys; sys.exit(9)", 9)]
    [InlineData("raise ValueError('no')", 1)]
    [InlineData("return 'text'", 1)]
    [InlineData("return False", 1)]
    [InlineData("return -15", 128 + 15)]
    [InlineData("import os; return os.system('exit 1')", 1)]
    [InlineData("import sys; sys.exit()", 0)]
    [InlineData("import sys; sys.exit('text')", 1)]
    [InlineData("import os; os._exit(5)", 5)]
    public async Task The_end_of_run_is_the_exit_code(string body, int expected)
    {
        Write("ends.py", $"""
            from task_base import AbstractTask

            class Ends(AbstractTask):
                def run(self):
                    {body}

                def stop(self):
                    pass
            """);
        Assert.Equal(expected, (await RunAsync("x", new() { ["class"] = "ends:Ends" })).Code);
    }

    [Theory]
    [InlineData("nowhere:Task", "python module 'nowhere', or one that it imports, was not found")]
    [InlineData("shell_task:Task", "python module 'shell_task' has no task class 'Task'")]
    [InlineData("-m nowhere", "python module 'nowhere', or one that it imports, was not found")]
    public async Task A_missing_module_or_class_is_a_start_error_by_its_exit_code(string command, string text)
    {
        var spec = await DescribeAsync(command);
        Assert.Equal(text, spec.StartErrors[(await RunAsync(command)).Code]);
    }

    [Theory]
    [InlineData("missing.py", null, null, "script 'WORK/missing.py' does not exist")]
    [InlineData("python3 shell_task.py", null, null, "script 'WORK/python3' does not exist (the command of a python task begins with the script, without the interpreter)")]
    [InlineData("shell_task.py", "interpreter", "python9", "python interpreter 'python9' is not in PATH")]
    [InlineData("shell_task.py", "interpreter", "./python9", "python interpreter 'WORK/python9' does not exist")]
    [InlineData("shell_task.py", "venv", "env", "virtual environment 'WORK/env' does not exist")]
    [InlineData("shell_task.py", "conda", "/nowhere", "conda environment '/nowhere' does not exist")]
    [InlineData("shell_task.py", "class", "no-class", "'no-class' names no class: expected 'module:Class'")]
    [InlineData("'open", null, null, "the command has no closing '")]
    public async Task What_is_missing_is_a_start_error(string command, string? option, string? value, string text)
    {
        using var instance = Make(command, option is null ? null : new() { [option] = value });
        var error = Assert.IsType<PluginOutcome.StartError>(await instance.DescribeAsync(Context()));
        Assert.Equal(text, error.Text.Replace(_work, "WORK", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("shell_task:ShellTask")]
    [InlineData("-m shell_task")]
    public async Task What_needs_the_plugin_s_own_files_is_a_start_error_for_a_user_who_cannot_read_them(string command)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may switch users");
        using var instance = Make(command, null, new() { ["user"] = "nobody" });
        var error = Assert.IsType<PluginOutcome.StartError>(await instance.DescribeAsync(Context()));
        Assert.StartsWith("user 'nobody' cannot read what starts python classes and modules", error.Text, StringComparison.Ordinal);
        _ = await DescribeAsync("shell_task.py", null, new() { ["user"] = "nobody" });
    }

    [Theory]
    [InlineData("venv", "env", "VIRTUAL_ENV")]
    [InlineData("conda", "./env", "CONDA_PREFIX")]
    public async Task An_environment_brings_its_interpreter_and_its_path(string option, string value, string variable)
    {
        var root = Path.Combine(_work, "env");
        Directory.CreateDirectory(Path.Combine(root, "bin"));
        File.CreateSymbolicLink(Path.Combine(root, "bin", "python3"), "/bin/true");
        var spec = await DescribeAsync("shell_task.py", new() { [option] = value });
        Assert.Equal(Path.Combine(root, "bin", "python3"), spec.FileName);
        Assert.Equal(root, spec.Environment[variable]);
        Assert.StartsWith(Path.Combine(root, "bin") + ":", spec.Environment["PATH"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_module_works_outside_the_host()
    {
        Write("usage.py", ShellTask + Usage);
        using var process = Process.Start(new ProcessStartInfo("python3", "usage.py")
        {
            WorkingDirectory = _work,
            RedirectStandardOutput = true,
            Environment = { ["PYTHONPATH"] = Path.Combine(_rig.Folder, "PythonTask") },
        })!;
        var output = await process.StandardOutput.ReadToEndAsync(PluginRig.Cancelled);
        Assert.StartsWith("Starting task: data-processor\n", output, StringComparison.Ordinal);
        Assert.EndsWith("Task finished with code: 0\n", output, StringComparison.Ordinal);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_work, name), text);

    private TaskContext Context() => new()
    {
        RunId = "run",
        Attempt = 1,
        Environment = new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "", ["HOME"] = _work },
        WorkingDirectory = _work,
        Output = new PluginRig.RecordedOutput(),
        Log = new PluginRig.RecordedOutput(),
        Processes = PluginRig.Context().Processes,
        Progress = new Progress<TaskProgress>(),
    };

    private TaskInstance Make(string command, Dictionary<string, object?>? with, Dictionary<string, object?>? more = null)
    {
        var entry = new Dictionary<string, object?>(more ?? []) { ["name"] = "task", ["type"] = "python", ["command"] = command, ["cwd"] = _work };
        if (with is not null)
        {
            entry["with"] = with;
        }

        return _rig.Catalog.Create("python", TaskConfig.FromDictionary(entry))!; // the rig has the type
    }

    private async Task<ProcessSpec> DescribeAsync(string command, Dictionary<string, object?>? with = null, Dictionary<string, object?>? more = null)
    {
        using var instance = Make(command, with, more);
        return Assert.IsType<PluginOutcome.Described>(await instance.DescribeAsync(Context())).Spec;
    }

    private async Task<Process> StartAsync(string command, Dictionary<string, object?>? with = null, Dictionary<string, object?>? more = null)
    {
        var spec = await DescribeAsync(command, with, more);
        var start = new ProcessStartInfo(spec.FileName, spec.Arguments) { WorkingDirectory = _work, RedirectStandardOutput = true };
        foreach (var (name, value) in spec.Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!; // throws when it cannot
    }

    private async Task<(int Code, string Output)> RunAsync(string command, Dictionary<string, object?>? with = null, Dictionary<string, object?>? more = null)
    {
        using var process = await StartAsync(command, with, more);
        var output = await process.StandardOutput.ReadToEndAsync(PluginRig.Cancelled);
        await process.WaitForExitAsync(PluginRig.Cancelled);
        return (process.ExitCode, output);
    }

    private static async Task SignalAsync(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(PluginRig.Cancelled);
    }
}
