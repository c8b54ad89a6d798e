using Bansuri.Abstractions.Binding;
using Bansuri.Abstractions.Keys;

namespace Bansuri.Abstractions;

/// <summary>
/// One entry of the configuration: what the user wrote, with the defaults filled in. Immutable, safe to share between threads.
/// </summary>
public sealed class TaskConfig
{
    internal TaskConfig(KeyValues values)
    {
        Values = values;
        Identification = new Identification(values);
        Scheduling = new Scheduling(values);
        FailureControl = new FailureControl(values);
        Resources = new Resources(values);
        Logging = new Logging(values);
    }

    /// <summary>What the task is: its name, type and command.</summary>
    public Identification Identification { get; }

    /// <summary>When the task runs, and for how long.</summary>
    public Scheduling Scheduling { get; }

    /// <summary>What counts as a failure, what follows from it, and how the task is stopped.</summary>
    public FailureControl FailureControl { get; }

    /// <summary>What the task's processes get: environment and limits.</summary>
    public Resources Resources { get; }

    /// <summary>Where the task's output goes, and who is told of its results.</summary>
    public Logging Logging { get; }

    /// <summary>The same by row of the key table.</summary>
    internal KeyValues Values { get; }

    /// <summary>
    /// Makes a configuration from a dictionary with the keys of docs/configuration.md, flat or grouped by section, kebab-case or
    /// snake_case. Values are texts, numbers, booleans, lists and dictionaries; relative paths count from the working directory.
    /// </summary>
    /// <param name="values">The entry, for instance as a JSON reader made it.</param>
    /// <returns>The configuration with its defaults.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    /// <exception cref="TaskConfigException">Something is wrong; every problem is in <see cref="TaskConfigException.Problems"/>.</exception>
    public static TaskConfig FromDictionary(IReadOnlyDictionary<string, object?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return DictionaryBinder.Bind(values);
    }
}
