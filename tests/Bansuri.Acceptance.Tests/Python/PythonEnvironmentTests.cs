using System.Diagnostics;

namespace Bansuri.Acceptance.Tests.Python;

/// <summary>Real environments with a module of their own in each. A conda environment is one by its place: conda is not needed to use it.</summary>
public sealed class PythonEnvironmentTests : AcceptanceTest
{
    [Theory]
    [InlineData("venv: env", "env", "VIRTUAL_ENV")]
    [InlineData("venv: ~/env", "env", "VIRTUAL_ENV")]
    [InlineData("conda: ./env", "env", "CONDA_PREFIX")]
    [InlineData("conda: sim", "miniforge3/envs/sim", "CONDA_PREFIX")]
    [InlineData("conda: sim", ".conda/envs/sim", "CONDA_PREFIX")]
    [InlineData("conda: sim", "elsewhere/envs/sim", "CONDA_PREFIX")]
    public async Task A_task_and_what_it_starts_are_in_the_environment(string with, string place, string variable)
    {
        await MakeEnvironmentAsync(place);
        Sandbox.Variables["HOME"] = Sandbox.Folder;
        Sandbox.Variables["CONDA_ROOT"] = Sandbox.In("elsewhere");
        Sandbox.Write("script.py", $"""
            import only_there, os, subprocess, sys
            print(only_there.NAME, os.path.relpath(sys.prefix), os.path.relpath(os.environ['{variable}']), flush=True)
            subprocess.run(['python3', '-c', 'import only_there; print("child", only_there.NAME)'])

            """);
        Sandbox.Write("bansuri.yaml", $"tasks: {{ py: {{ type: python, command: script.py, with: {{ {with} }} }} }}\n");

        var host = await Sandbox.HostAsync("bansuri.yaml");

        Assert.Equal("succeeded", (await host.UntilAsync("py", task => task.State is "failed" or "succeeded")).State);
        Assert.Equal($"found {place} {place}\nchild found\n", Sandbox.Read(".bansuri/logs/py.log"));
    }

    [Fact]
    public async Task A_class_of_an_environment_finds_the_task_base_of_the_plugin()
    {
        await MakeEnvironmentAsync("env");
        Sandbox.Write("tasks.py", """
            import only_there
            from task_base import AbstractTask

            class Task(AbstractTask):
                def run(self):
                    print(only_there.NAME)

                def stop(self):
                    pass

            """);
        Sandbox.Write("bansuri.yaml", "tasks: { py: { type: python, command: 'tasks:Task', with: { venv: env } } }\n");

        var host = await Sandbox.HostAsync("bansuri.yaml");

        await host.UntilLoggedAsync("OUT [py] found");
        await host.UntilStateAsync("py", "succeeded");
    }

    [Fact]
    public async Task A_name_that_no_installation_has_is_a_start_error_that_says_where_it_was_looked_for()
    {
        Needs.Command("python3");
        Sandbox.Variables["HOME"] = Sandbox.Folder;
        Sandbox.Write("script.py", "");
        Sandbox.Write("bansuri.yaml", "tasks: { py: { type: python, command: script.py, with: { conda: sim } } }\n");

        var host = await Sandbox.HostAsync("bansuri.yaml");

        Assert.Equal("start-error", (await host.UntilStateAsync("py", "failed")).LastExit?.Reason);
        await host.UntilLoggedAsync(Sandbox.In("miniforge3/envs/sim"));
        await host.UntilLoggedAsync(Sandbox.In(".conda/envs/sim"));
    }

    private async Task MakeEnvironmentAsync(string place)
    {
        Needs.Command("python3");
        using var make = Process.Start("python3", ["-m", "venv", "--without-pip", Sandbox.In(place)]);
        await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, make.ExitCode);
        var packages = Directory.GetDirectories(Sandbox.In(place), "site-packages", SearchOption.AllDirectories)[0];
        await File.WriteAllTextAsync(Path.Combine(packages, "only_there.py"), "NAME = 'found'\n", TestContext.Current.CancellationToken);
    }
}
