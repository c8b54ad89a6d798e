using System.Text.Json;

namespace Bansuri.Acceptance.Tests.Harness;

/// <summary>A host that answers: its log, its status, its end.</summary>
internal sealed class RunningHost(Sandbox sandbox, ProgramProcess process, string config)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public int Pid => process.Pid;

    public bool HasExited => process.HasExited;

    /// <summary>Both streams of the host so far.</summary>
    public string Log => process.SoFar().All;

    /// <summary>A client command about this host.</summary>
    public Task<CommandResult> CommandAsync(string command, params string[] arguments) =>
        sandbox.RunAsync([command, "-c", config, .. arguments]);

    public async Task<JsonElement> StatusJsonAsync()
    {
        var result = (await CommandAsync("status", "--json")).Expect(0);
        using var document = JsonDocument.Parse(result.Output);
        return document.RootElement.Clone();
    }

    public async Task<HostView> StatusAsync() => (await StatusJsonAsync()).Deserialize<HostView>(Json)!; // an object, as parsed

    public async Task<TaskView> TaskAsync(string name) =>
        (await StatusAsync()).Tasks.FirstOrDefault(task => task.Name == name) ?? throw new InvalidOperationException($"no task {name}");

    public async Task<int> PidOfAsync(string name) => (await UntilAsync(name, task => task.Pid is not null)).Pid ?? 0;

    public async Task ReadyAsync() => await Wait.UntilAsync(
        async () =>
        {
            if (process.HasExited)
            {
                var end = await process.EndAsync();
                Assert.Fail($"the host ended with exit code {end.ExitCode}:\n{end.All}");
            }

            return (await CommandAsync("status", "--json")).ExitCode == 0;
        },
        () => $"a host that answers:\n{Log}");

    /// <summary>Waits until the task is there and as described.</summary>
    public async Task<TaskView> UntilAsync(string name, Func<TaskView, bool> condition)
    {
        TaskView? last = null;
        await Wait.UntilAsync(
            async () => (last = (await StatusAsync()).Tasks.FirstOrDefault(task => task.Name == name)) is not null && condition(last),
            () => $"task {name} as wanted, but {last}\n{Log}");
        return last!; // the condition held for it
    }

    public Task<TaskView> UntilStateAsync(string name, string state) => UntilAsync(name, task => task.State == state);

    public Task UntilGoneAsync(string name) => Wait.UntilAsync(
        async () => (await StatusAsync()).Tasks.All(task => task.Name != name), () => $"task {name} gone\n{Log}");

    public Task UntilRevisionAsync(int revision) => Wait.UntilAsync(
        async () => (await StatusAsync()).Host.Config.Revision >= revision, () => $"revision {revision}\n{Log}");

    public Task UntilLoggedAsync(string text) => Wait.UntilAsync(() => Log.Contains(text, StringComparison.Ordinal), () => $"'{text}' in the log:\n{Log}");

    public void Signal(int signal) => process.Signal(signal);

    public Task<CommandResult> EndAsync() => process.EndAsync();

    public Task<CommandResult> ShutDownAsync()
    {
        Signal(Harness.Signal.Term);
        return EndAsync();
    }
}
