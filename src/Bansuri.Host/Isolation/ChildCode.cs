using Bansuri.Abstractions;
using Bansuri.Host.Plugins;

namespace Bansuri.Host.Isolation;

/// <summary>The plugin's code in the child host: one generation, for one attempt.</summary>
internal sealed class ChildCode : IAsyncDisposable
{
    private readonly PluginThreads _threads = new();
    private readonly TaskInstance _task;
    private readonly TaskCompletionSource _unused = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildCode(LoadedPlugin loaded, ChannelMessage.Order order, PluginType type, TaskConfig config)
    {
        var copy = new ShadowCopy(Path.GetDirectoryName(order.Assembly)!, type.Hash); // a file in the copy
        var generation = new PluginGeneration(loaded, copy, [type], _ => _unused.TrySetResult());
        _task = new TaskInstance(generation, type, config, _threads);
    }

    /// <exception cref="PluginProblem">It cannot be loaded.</exception>
    public static ChildCode Load(ChannelMessage.Order order, TaskConfig config)
    {
        CheckReadable(order.Assembly);
        try
        {
            var loaded = LoadedPlugin.Load(order.Assembly, _ => { });
            return loaded.Types("", "child", 1).FirstOrDefault(type => type.Name == order.Type) is { } type
                ? new ChildCode(loaded, order, type, config)
                : throw new PluginProblem($"'{Path.GetFileName(order.Assembly)}' offers no task type '{order.Type}' here");
        }
        catch (Exception error) when (error is not PluginProblem)
        {
            throw PluginProblem.From(error, Path.GetFileNameWithoutExtension(order.Assembly));
        }
    }

    public Task<PluginOutcome> RunAsync(TaskContext context, CancellationToken stopping) =>
        _task.IsProcess ? _task.DescribeAsync(context) : _task.RunAsync(context, stopping);

    /// <summary>Ends when the task has been disposed and none of its calls is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        _task.Dispose();
        await _unused.Task;
        _threads.Dispose();
    }

    private static void CheckReadable(string assembly)
    {
        try
        {
            using var file = File.OpenRead(assembly);
        }
        catch (UnauthorizedAccessException)
        {
            throw new PluginProblem(
                $"user '{Environment.UserName}' cannot read the plugin's copy '{assembly}'",
                "leave out 'user' or 'isolation', or run a host as that user");
        }
    }
}
