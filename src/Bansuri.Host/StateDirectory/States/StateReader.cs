using System.Collections.Immutable;
using System.Text.Json;

namespace Bansuri.Host.StateDirectory.States;

/// <summary>
/// Reads the state by hand. JsonSerializer would first make what it needs for any reader of these types, which took 70 ms of each start in a
/// used directory. Unknown members are passed over: a newer version may have written them. One that is missing is as in an empty state; one
/// that is of another kind throws what <see cref="JsonElement"/> does.
/// </summary>
internal static class StateReader
{
    public static HostState Read(JsonElement state) => new()
    {
        Tasks = Map(state, "tasks", Task),
        ScriptNumbers = Map(state, "scriptNumbers", number => number.GetInt32()),
        Runs = Map(state, "runs", Run),
        Requeues = Number(state, "requeues"),
        Succession = Find(state, "succession") is { } jobs ? new Succession(jobs.GetProperty("from").GetInt64(), jobs.GetProperty("to").GetInt64()) : null,
        Last = Find(state, "last") is { } last ? Host(last) : null,
    };

    private static TaskRecord Task(JsonElement task) => new()
    {
        Operator = Text(task, "operator") is { } order ? Order(order) : null,
        LastSlot = Find(task, "lastSlot")?.GetDateTimeOffset(),
        Once = Find(task, "once") is { } once ? Once(once) : null,
        SuccessfulRuns = Number(task, "successfulRuns"),
    };

    private static OperatorStop Order(string text) => text switch
    {
        nameof(OperatorStop.Stopped) => OperatorStop.Stopped,
        nameof(OperatorStop.Disabled) => OperatorStop.Disabled,
        _ => throw new FormatException($"there is no order '{text}'"),
    };

    private static OnceResult Once(JsonElement once) =>
        new(once.GetProperty("succeeded").GetBoolean(), once.GetProperty("at").GetDateTimeOffset(), once.GetProperty("jobId").GetInt64())
        {
            RestartCount = Number(once, "restartCount"),
            Fingerprint = Text(once, "fingerprint"),
        };

    private static RunRecord Run(JsonElement run) => new(
        run.GetProperty("task").GetString() ?? "",
        run.GetProperty("pid").GetInt32(),
        run.GetProperty("startTicks").GetUInt64(),
        run.GetProperty("bootId").GetString() ?? "",
        run.GetProperty("pidNamespace").GetString() ?? "");

    private static LastHost Host(JsonElement last) => new(last.GetProperty("node").GetString() ?? "", last.GetProperty("startedAt").GetDateTimeOffset())
    {
        JobId = Find(last, "jobId")?.GetInt64(),
        EndedAt = Find(last, "endedAt")?.GetDateTimeOffset(),
        Reason = Text(last, "reason"),
        Tasks = Find(last, "tasks") is { } tasks ? [.. tasks.EnumerateArray().Select(LastTask)] : [],
    };

    private static LastTask LastTask(JsonElement task) =>
        new(task.GetProperty("name").GetString() ?? "", task.GetProperty("state").GetString() ?? "", Text(task, "reason") ?? "", Number(task, "runs"));

    private static ImmutableDictionary<string, T> Map<T>(JsonElement parent, string name, Func<JsonElement, T> read) => Find(parent, name) is { } map
        ? map.EnumerateObject().ToImmutableDictionary(member => member.Name, member => read(member.Value))
        : ImmutableDictionary<string, T>.Empty;

    private static int Number(JsonElement parent, string name) => Find(parent, name)?.GetInt32() ?? 0;

    private static string? Text(JsonElement parent, string name) => Find(parent, name)?.GetString();

    // What is not known is not written, or written as null.
    private static JsonElement? Find(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;
}
