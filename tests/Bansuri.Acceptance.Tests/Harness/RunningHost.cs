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

    public Task ReadyAsync() => UntilAsync(async () => (await CommandAsync("status", "--json")).ExitCode == 0, () => "a host that answers");

    /// <summary>Waits until the task is there and as described.</summary>
    public async Task<TaskView> UntilAsync(string name, Func<TaskView, bool> condition)
    {
        TaskView? last = null;
        await UntilStatusAsync(
            status => (last = status.Tasks.FirstOrDefault(task => task.Name == name)) is not null && condition(last),
            () => $"task {name} as wanted, but {last}");
        return last!; // the condition held for it
    }

    public Task<TaskView> UntilStateAsync(string name, string state) => UntilAsync(name, task => task.State == state);

    public Task UntilGoneAsync(string name) => UntilStatusAsync(status => status.Tasks.All(task => task.Name != name), () => $"task {name} gone");

    public Task UntilConfigAsync(Func<ConfigPart, bool> condition, string wanted) => UntilStatusAsync(status => condition(status.Host.Config), () => wanted);

    public Task UntilStatusAsync(Func<HostView, bool> condition, Func<string> wanted) => UntilAsync(async () => condition(await StatusAsync()), wanted);

    public Task UntilLoggedAsync(string text) => UntilAsync(() => Task.FromResult(Log.Contains(text, StringComparison.Ordinal)), () => $"'{text}' in the log");

    public void Signal(int signal) => process.Signal(signal);

    public Task<CommandResult> EndAsync() => process.EndAsync();

    public Task<CommandResult> ShutDownAsync()
    {
        Signal(Harness.Signal.Term);
        return EndAsync();
    }

    // A host that has ended fulfils nothing any more: no reason to wait out the limit.
    private Task UntilAsync(Func<Task<bool>> condition, Func<string> wanted) => Wait.UntilAsync(
        async () =>
        {
            var ended = process.HasExited;
            var met = await condition();
            return met || !ended ? met : throw new InvalidOperationException($"the host ended before there was {wanted()}:\n{Log}");
        },
        () => $"{wanted()}\n{Log}");
}
