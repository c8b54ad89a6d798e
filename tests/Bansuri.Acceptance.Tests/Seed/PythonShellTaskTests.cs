namespace Bansuri.Acceptance.Tests.Seed;

/// <summary>The seed's example of a task in Python, as it stands there, under `type: python`.</summary>
public sealed class PythonShellTaskTests : AcceptanceTest
{
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

    [Fact]
    public async Task Its_exit_code_is_that_of_the_command()
    {
        Needs.Command("python3");
        Sandbox.Write("tasks.py", ShellTask);
        Sandbox.Write("bansuri.yaml", "tasks: { py: { type: python, with: { class: 'tasks:ShellTask' }, command: 'echo in the shell; exit 3' } }\n");

        var host = await Sandbox.HostAsync("bansuri.yaml");

        var task = await host.UntilStateAsync("py", "failed");
        Assert.Equal(3, task.LastExit?.Code);
        await host.UntilLoggedAsync("OUT [py] Starting task: py");
        await host.UntilLoggedAsync("OUT [py] in the shell");
    }

    [Fact]
    public async Task Its_stop_is_called_when_the_task_is_stopped()
    {
        Needs.Command("python3");
        Sandbox.Write("tasks.py", ShellTask);
        Sandbox.Write("bansuri.yaml", "tasks: { py: { type: python, with: { class: 'tasks:ShellTask' }, command: 'echo up; exec sleep 1000', forever: true } }\n");
        var host = await Sandbox.HostAsync("bansuri.yaml");
        await host.UntilLoggedAsync("OUT [py] up");

        (await host.CommandAsync("stop", "py")).Expect(0);

        await host.UntilLoggedAsync("OUT [py] Stopping py...");
        Assert.Equal("stopped", (await host.TaskAsync("py")).State);
    }
}
