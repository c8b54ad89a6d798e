using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;
using Bansuri.Host.Tests.Processes;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>A board with its supervisors on a clock that the test moves, with attempts that it plays.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly Dictionary<string, TaskSpecification> _tasks = new(StringComparer.Ordinal);

    public Stage(FakeMemory? memory = null, DateTimeOffset? now = null)
    {
        Memory = memory ?? new FakeMemory();
        if (now is { } at)
        {
            Time.SetUtcNow(at);
        }

        Runner = new FakeRunner(Time);
        var services = new SupervisionServices(Time, Runner, Log, () => 0.5)
        {
            Fits = task => Fits(task),
            Hesitation = () => Hesitation,
            Terminated = Terminated.Token,
        };
        Board = new TaskBoard(services, Memory, Types, Leftovers);
        Board.EssentialFailed += name => Essential = name;
    }

    public ManualTime Time { get; } = new();

    public FakeRunner Runner { get; }

    public FakeMemory Memory { get; }

    public FakeTypes Types { get; } = new();

    public FakeLeftovers Leftovers { get; } = new();

    public ListLog Log { get; } = new();

    /// <summary>Whether a run may begin in what is left of the allocation.</summary>
    public Func<Abstractions.TaskConfig, Gate> Fits { get; set; } = _ => Gate.Open;

    /// <summary>How long the end of an attempt waits for the host's own signal.</summary>
    public TimeSpan Hesitation { get; set; }

    /// <summary>Cancelled when the host gets a SIGTERM.</summary>
    public CancellationTokenSource Terminated { get; } = new();

    public TaskBoard Board { get; }

    public string? Essential { get; private set; }

    public TaskSnapshot this[string name] => Board.Find(name) ?? throw new ArgumentException($"no task {name}");

    /// <summary>Adds one task by its keys; without a name it is <c>job</c>.</summary>
    public void Add(params string[] keys) => Add([keys]);

    /// <summary>Adds several at once.</summary>
    public void Add(IReadOnlyList<string[]> tasks)
    {
        var added = tasks.Select(Tasks.Specification).ToList();
        added.ForEach(task => _tasks[task.Identity] = task);
        Update(added: added);
    }

    public void Edit(ChangeKinds kinds, params string[] keys)
    {
        var task = Tasks.Specification(keys);
        _tasks[task.Identity] = task;
        Update(changed: [new TaskChange(task, kinds)]);
    }

    public void Remove(string name)
    {
        _tasks.Remove(name);
        Update(removed: [name]);
    }

    public Task<OrderResult> Order(TaskOrder order, string name = "job") =>
        Board.OrderAsync(name, order, TestContext.Current.CancellationToken) ?? throw new ArgumentException($"no task {name}");

    public Task UntilAsync(TaskState state, string name = "job") =>
        Eventually.TrueAsync(() => Board.Find(name)?.State == state, $"{name} {state}; it is {Board.Find(name)}");

    public Task UntilAsync(Func<TaskSnapshot, bool> condition, string name = "job") =>
        Eventually.TrueAsync(() => Board.Find(name) is { } task && condition(task), $"{name} as expected; it is {Board.Find(name)}");

    public Task SaidAsync(string text) =>
        Eventually.TrueAsync(() => Log.Lines.Any(line => line.Contains(text, StringComparison.Ordinal)), $"'{text}' in the log:\n{string.Join('\n', Log.Lines)}");

    /// <summary>Lets every mailbox come to what has been posted so far, this being posted after it.</summary>
    public async Task SettleAsync()
    {
        // Orders that do nothing here, and are answered in their turn; a gate or a run may post once more in between.
        for (var turn = 0; turn < 5; turn++)
        {
            await Task.WhenAll(Board.Snapshots.Select(task => Order(task.Enabled ? TaskOrder.Enable : TaskOrder.Start, task.Name))).InTime();
        }
    }

    /// <summary>Lets time pass as it does: no further at once than a supervisor naps.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        for (var rest = time; rest > TimeSpan.Zero; rest -= TimeSpan.FromMinutes(1))
        {
            await SettleAsync();
            Time.Advance(rest < TimeSpan.FromMinutes(1) ? rest : TimeSpan.FromMinutes(1));
        }

        await SettleAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Runner.Deaf.Clear();
        foreach (var attempt in Runner.Made)
        {
            attempt.EndsWhenStopped();
        }

        await Board.ShutDownAsync().InTime();
        await Board.DisposeAsync();
        Assert.DoesNotContain(Log.Lines, line => line.Contains("internal error in its supervisor", StringComparison.Ordinal));
    }

    private void Update(IReadOnlyList<string>? removed = null, IReadOnlyList<TaskChange>? changed = null, IReadOnlyList<TaskSpecification>? added = null) =>
        Board.Apply(new BoardUpdate(removed ?? [], changed ?? [], added ?? [], [.. _tasks.Keys]));
}
