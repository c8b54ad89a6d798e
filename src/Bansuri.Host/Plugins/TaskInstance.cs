using System.Runtime.CompilerServices;
using Bansuri.Abstractions;
using Bansuri.Abstractions.Options;

namespace Bansuri.Host.Plugins;

/// <summary>
/// The code of one attempt. It hides the plugin's object: what comes out is the host's, exceptions are texts at once (one that is kept
/// keeps the plugin's code through its stack trace), and its generation stays loaded until this is disposed and no call is under way.
/// Dispose it only after the attempt's processes have ended: the files that they run may lie in the generation's copy.
/// </summary>
internal sealed class TaskInstance : IDisposable
{
    /// <summary>Describing a process is a matter of looking at the configuration.</summary>
    private static readonly TimeSpan DescribeLimit = TimeSpan.FromSeconds(30);

    private readonly PluginGeneration _generation;
    private readonly PluginThreads _threads;
    private readonly TaskConfig _config;
    private AbstractTask? _task;
    private Ending? _end;
    private int _stopped;
    private int _disposed;

    /// <summary>Takes over one use of the generation.</summary>
    public TaskInstance(PluginGeneration generation, PluginType type, TaskConfig config, PluginThreads threads) =>
        (_generation, Type, _config, _threads) = (generation, type, config, threads);

    public PluginType Type { get; }

    public bool IsProcess => Type.IsProcess;

    // Only code that runs here is asked to end; of most tasks it is a process.
    private Ending End => LazyInitializer.EnsureInitialized(ref _end);

    /// <summary>For process tasks: <see cref="PluginOutcome.Described"/>, or an error. Never throws for what the plugin does.</summary>
    public Task<PluginOutcome> DescribeAsync(TaskContext context)
    {
        if (!_generation.TryEnter())
        {
            return Task.FromResult<PluginOutcome>(new PluginOutcome.Cancelled());
        }

        // Who asks on one of these threads gets it on the same one, and goes on there: each thread that has to be woken makes a restart longer.
        var described = new TaskCompletionSource<PluginOutcome>(_threads.IsHere ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);
        var limit = context.Time.CreateTimer(_ => described.TrySetResult(TooSlow), null, DescribeLimit, Timeout.InfiniteTimeSpan);
        _threads.PostNext(() =>
        {
            var outcome = DescribeSafely(context);
            limit.Dispose();
            described.TrySetResult(outcome);
        });
        return described.Task;
    }

    /// <summary>Runs the code to its end. Never throws for what the plugin does.</summary>
    /// <param name="context">What the plugin gets.</param>
    /// <param name="stopping">When cancelled, the code is asked to end as <see cref="Stop"/> does.</param>
    public async Task<PluginOutcome> RunAsync(TaskContext context, CancellationToken stopping)
    {
        await using var registration = stopping.UnsafeRegister(_ => Stop(context.Log), null);
        return await await Task.WhenAny(CallAsync(() => RunTaskAsync(context)), End.Abandoned.Task);
    }

    /// <summary>Asks the code to end: its token first, then its <c>StopAsync</c>, once and on another thread.</summary>
    public void Stop(ITaskLog log)
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 0)
        {
            _ = StopAsync(log);
        }
    }

    /// <summary>Gives up on code that did not end within the grace period: the run ends, the generation stays as long as the code.</summary>
    public void Abandon()
    {
        End.Abandoned.TrySetResult(new PluginOutcome.Abandoned());
        _ = CallAsync(async () =>
        {
            await End.Grace.CancelAsync();
            return new PluginOutcome.Cancelled();
        });
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            var task = Interlocked.Exchange(ref _task, null);
            if (task is IDisposable or IAsyncDisposable)
            {
                _ = CallAsync(() => DisposeAsync(task));
            }

            _end?.Dispose();
            _generation.Leave();
        }
    }

    private async Task StopAsync(ITaskLog log)
    {
        var outcome = await CallAsync(async () =>
        {
            await End.Stopping.CancelAsync();
            await (_task?.StopAsync(End.Grace.Token) ?? Task.CompletedTask);
            return new PluginOutcome.Cancelled();
        });
        if (outcome is PluginOutcome.PluginError { Text: var text })
        {
            log.Warning($"its stop failed ({text}), waiting for its end all the same");
        }
    }

    // Runs on a thread for plugins, and what follows an await in it does as well.
    private Task<PluginOutcome> CallAsync(Func<Task<PluginOutcome>> code)
    {
        var outcome = new TaskCompletionSource<PluginOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_generation.TryEnter())
        {
            _ = Task.Factory.StartNew(() => GuardAsync(code, outcome), CancellationToken.None, TaskCreationOptions.None, _threads);
        }
        else
        {
            outcome.SetResult(new PluginOutcome.Cancelled());
        }

        return outcome.Task;
    }

    private async Task GuardAsync(Func<Task<PluginOutcome>> code, TaskCompletionSource<PluginOutcome> outcome)
    {
        try
        {
            outcome.SetResult(await code());
        }
        catch (Exception error)
        {
            outcome.SetResult(InWords(error));
        }
        finally
        {
            _generation.Leave();
        }
    }

    private PluginOutcome InWords(Exception error) => error switch
    {
        TaskStartException => new PluginOutcome.StartError(error.Message),
        ConstructionException => new PluginOutcome.StartError(error.Message),
        OperationCanceledException when _stopped == 1 => new PluginOutcome.Cancelled(),
        _ => new PluginOutcome.PluginError(PluginWords.Of(error)),
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private AbstractTask Construct()
    {
        // What does not fit the options of this generation, whatever the one before it said.
        var (options, problem) = OptionsCheck.Read(Type, _config);
        if (problem is not null)
        {
            throw new ConstructionException(problem);
        }

        try
        {
            return _task = _generation.Create(Type.Name, _config, options);
        }
        catch (Exception error) when (error is not TaskStartException)
        {
            throw new ConstructionException($"the constructor of task type '{Type.Name}' failed ({PluginWords.Of(error)})");
        }
    }

    private PluginOutcome.PluginError TooSlow => new($"task type '{Type.Name}' did not describe its process within {DescribeLimit.TotalSeconds:0} s");

    private PluginOutcome DescribeSafely(TaskContext context)
    {
        try
        {
            return new PluginOutcome.Described(Describe(context));
        }
        catch (Exception error)
        {
            return InWords(error);
        }
        finally
        {
            _generation.Leave();
        }
    }

    private ProcessSpec Describe(TaskContext context)
    {
        var spec = ((IProcessTask)Construct()).Describe(context);
        return string.IsNullOrEmpty(spec.FileName)
            ? throw new TaskStartException($"task type '{Type.Name}' described a process without a program")
            : PlainSpec.Of(spec);
    }

    private async Task<PluginOutcome> RunTaskAsync(TaskContext context)
    {
        var task = Construct();
        if (_stopped == 1)
        {
            return new PluginOutcome.Cancelled();
        }

        var code = await task.RunAsync(context, End.Stopping.Token);
        return code is >= 0 and <= 255
            ? new PluginOutcome.Exited(code)
            : new PluginOutcome.PluginError($"task type '{Type.Name}' returned {code}, an exit code is 0 to 255");
    }

    private static async Task<PluginOutcome> DisposeAsync(AbstractTask task)
    {
        if (task is IAsyncDisposable late)
        {
            await late.DisposeAsync();
        }
        else
        {
            (task as IDisposable)?.Dispose();
        }

        return new PluginOutcome.Cancelled();
    }

    private sealed class Ending : IDisposable
    {
        public CancellationTokenSource Stopping { get; } = new();

        /// <summary>Cancelled when the grace period is over.</summary>
        public CancellationTokenSource Grace { get; } = new();

        public TaskCompletionSource<PluginOutcome> Abandoned { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Dispose()
        {
            Stopping.Dispose();
            Grace.Dispose();
        }
    }

    private sealed class ConstructionException(string message) : Exception(message);
}
