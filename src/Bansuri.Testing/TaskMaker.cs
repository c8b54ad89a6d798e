using System.Reflection;
using Bansuri.Abstractions;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;
using Bansuri.Abstractions.Options;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Testing;

/// <summary>Makes a task from an entry as the host does: the same keys, the same options, the same complaints.</summary>
public static class TaskMaker
{
    /// <summary>Makes a task.</summary>
    /// <typeparam name="TTask">The class, with a constructor <c>(TaskConfig)</c> or <c>(TaskConfig, TOptions)</c>.</typeparam>
    /// <param name="entry">The entry of the configuration, for instance <c>["with"] = new Dictionary&lt;string, object?&gt; { ["whom"] = "you" }</c>. Without <c>name</c> it is named <c>test</c>, without <c>type</c> it has that of the class.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="entry"/> is null.</exception>
    /// <exception cref="TaskConfigException">A key of the entry is wrong.</exception>
    /// <exception cref="ArgumentException">An option is wrong, missing or unknown; the message is the host's. Or the class has no such constructor.</exception>
    public static TTask Make<TTask>(IReadOnlyDictionary<string, object?> entry)
        where TTask : AbstractTask
    {
        ArgumentNullException.ThrowIfNull(entry);
        var config = TaskConfig.FromDictionary(Completed(entry, typeof(TTask)));
        foreach (var constructor in typeof(TTask).GetConstructors())
        {
            switch (constructor.GetParameters())
            {
                case [{ ParameterType: var only }] when only == typeof(TaskConfig):
                    return Invoke<TTask>(constructor, config);
                case [{ ParameterType: var first }, { ParameterType: var options }] when first == typeof(TaskConfig):
                    return Invoke<TTask>(constructor, config, OptionsOf(options, config));
            }
        }

        throw new ArgumentException($"{typeof(TTask)} has no public constructor (TaskConfig) or (TaskConfig, TOptions)", nameof(entry));
    }

    private static Dictionary<string, object?> Completed(IReadOnlyDictionary<string, object?> entry, Type task)
    {
        var completed = new Dictionary<string, object?>(entry);
        completed.TryAdd("name", "test");
        if (task.GetCustomAttribute<TaskTypeAttribute>() is { Name: var type })
        {
            completed.TryAdd("type", type);
        }

        return completed;
    }

    private static TTask Invoke<TTask>(ConstructorInfo constructor, params object[] arguments) =>
        (TTask)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);

    private static object OptionsOf(Type record, TaskConfig config)
    {
        if (!OptionsSchema.TryDescribe(record, out var schema, out var problem))
        {
            throw new ArgumentException(problem);
        }

        // As in the host: options neither expand variables nor know paths.
        var problems = new List<Diagnostic>();
        var context = new ReadContext("with", null, "/", _ => null, problems.Add);
        return schema.TryRead(config.Identification.Options, SourceSpan.None, context, out var values)
            ? OptionsMaker.Make(record, values)
            : throw new ArgumentException(string.Join(Environment.NewLine, problems.Select(each => each.Message)));
    }
}
