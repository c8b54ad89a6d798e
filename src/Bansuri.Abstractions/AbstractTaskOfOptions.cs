namespace Bansuri.Abstractions;

/// <summary>A task whose <c>with</c> mapping is bound to a record of the plugin and checked before anything starts.</summary>
/// <typeparam name="TOptions">
/// A record. Each constructor parameter is an option: <c>PascalCase</c> there is <c>kebab-case</c> in the configuration, a default value
/// makes it optional, and so does a nullable type. Texts, numbers (<see cref="int"/>, <see cref="long"/>, <see cref="double"/>,
/// <see cref="decimal"/>), booleans, enums, <see cref="TimeSpan"/> (durations), <see cref="ByteSize"/>, lists, dictionaries with text
/// keys, and records of these are read; anything else is an error of the plugin that its load reports.
/// </typeparam>
public abstract class AbstractTask<TOptions> : AbstractTask
    where TOptions : class
{
    /// <summary>Makes the task for one attempt.</summary>
    /// <param name="config">The entry of the configuration, complete with its defaults.</param>
    /// <param name="options">The entry's <c>with</c>, bound and checked.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    protected AbstractTask(TaskConfig config, TOptions options)
        : base(config)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
    }

    /// <summary>The entry's <c>with</c>, bound and checked.</summary>
    public TOptions Options { get; }
}
