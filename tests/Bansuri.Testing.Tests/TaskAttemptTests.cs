using Bansuri.Plugins.Shell;

namespace Bansuri.Testing.Tests;

public sealed class TaskAttemptTests
{
    [Fact]
    public async Task A_fake_clock_turns_the_task_and_its_words_are_kept()
    {
        var time = new FakeTimeProvider();
        await using var attempt = TaskAttempt.Start(Made("you", "1h"), new TaskSurroundings { Time = time, Attempt = 2 });
        while (attempt.Said.Output.Count == 0)
        {
            await Task.Yield();
        }

        Assert.False(attempt.Completed.IsCompleted);
        while (!attempt.Completed.IsCompleted)
        {
            time.Advance(TimeSpan.FromHours(1));
            await Task.Yield();
        }

        Assert.Equal(7, await attempt.Completed);
        Assert.Equal(["hello you, attempt 2"], attempt.Said.Output);
        Assert.Equal(["over"], attempt.Said.Errors);
        Assert.Equal(["told", "warning: tired"], attempt.Said.Log);
        Assert.Equal([new TaskProgress(0.5, "half")], attempt.Said.Progress);
    }

    [Fact]
    public async Task A_stop_cancels_and_calls_StopAsync_and_says_whether_it_was_heard()
    {
        var heard = Made("you", "1h");
        await using (var attempt = TaskAttempt.Start(heard))
        {
            Assert.True(await attempt.StopAsync());
            Assert.True(attempt.Completed.IsCanceled);
        }

        Assert.Equal(1, heard.Stops);
        var deaf = new DeafTask(TaskConfig.FromDictionary(new Dictionary<string, object?> { ["name"] = "deaf", ["command"] = "none" }));
        await using var other = TaskAttempt.Start(deaf);
        Assert.False(await other.StopAsync(TimeSpan.Zero));
        deaf.Finish.SetResult(0);
        Assert.Equal(0, await other.Completed);
    }

    [Fact]
    public async Task A_process_task_starts_what_it_describes()
    {
        var processes = new RecordedProcesses((_, _) => Task.FromResult(3));
        var task = TaskMaker.Make<ShellTask>(new Dictionary<string, object?> { ["command"] = "echo hi" });

        await using var attempt = TaskAttempt.Start(task, new TaskSurroundings { Processes = processes });

        Assert.Equal(3, await attempt.Completed);
        var started = Assert.Single(processes.Started);
        Assert.Equal(("/bin/sh", "-c echo hi"), (started.FileName, string.Join(' ', started.Arguments)));
    }

    [Fact]
    public void A_wrong_option_is_the_host_s_message()
    {
        var problem = Assert.Throws<ArgumentException>(() => Made("you", "soon", ("whon", "me")));
        Assert.Contains("unknown option 'with.whon'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("with.every", problem.Message, StringComparison.Ordinal);
    }

    private static HelloTask Made(string whom, string every, params (string Key, object? Value)[] more)
    {
        var with = new Dictionary<string, object?> { ["whom"] = whom, ["every"] = every };
        foreach (var (key, value) in more)
        {
            with[key] = value;
        }

        return TaskMaker.Make<HelloTask>(new Dictionary<string, object?> { ["type"] = "hello", ["with"] = with });
    }
}

public sealed record HelloOptions(string Whom, TimeSpan Every);

[TaskType("hello")]
public sealed class HelloTask(TaskConfig config, HelloOptions options) : AbstractTask<HelloOptions>(config, options)
{
    public int Stops { get; private set; }

    public override async Task<int> RunAsync(TaskContext context, CancellationToken stopping)
    {
        context.Log.Information("told");
        context.Log.Warning("tired");
        context.Progress.Report(new TaskProgress(0.5, "half"));
        context.Output.WriteLine($"hello {Options.Whom}, attempt {context.Attempt}");
        await Task.Delay(Options.Every, context.Time, stopping);
        context.Output.WriteErrorLine("over");
        return 7;
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        Stops++;
        return Task.CompletedTask;
    }
}

public sealed class DeafTask(TaskConfig config) : AbstractTask(config)
{
    public TaskCompletionSource<int> Finish { get; } = new();

    public override Task<int> RunAsync(TaskContext context, CancellationToken stopping) => Finish.Task;
}
