using System.Collections.Immutable;
using Bansuri.Abstractions.Keys;

namespace Bansuri.Abstractions;

/// <summary>What the task's processes get: environment and limits. Immutable; defaults are filled in.</summary>
public sealed class Resources
{
    private readonly KeyValues _values;

    internal Resources(KeyValues values) => _values = values;

    /// <summary>Variables of the task, expanded. Key <c>environment</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment => _values.Get(ResourcesKeys.Environment);

    /// <summary>Files of <c>KEY=VALUE</c> lines or a JSON object, absolute paths, read at each start. Key <c>environment-file</c>.</summary>
    public ImmutableArray<string> EnvironmentFile => _values.Get(ResourcesKeys.EnvironmentFile);

    /// <summary>Whether only the task's own variables and a few well-known ones are passed on. Default false. Key <c>clean-environment</c>.</summary>
    public bool CleanEnvironment => _values.Get(ResourcesKeys.CleanEnvironment);

    /// <summary>Niceness, -20 to 19; null is the host's. Key <c>priority</c>.</summary>
    public int? Priority => _values.Get(ResourcesKeys.Priority);

    /// <summary>Processors it may run on, as taskset(1) reads them; null is all. Key <c>cpus</c>.</summary>
    public string? Cpus => _values.Get(ResourcesKeys.Cpus);

    /// <summary>The most address space of each process in bytes (RLIMIT_AS); null is the host's. Key <c>memory-limit</c>.</summary>
    public long? MemoryLimit => _values.Get(ResourcesKeys.MemoryLimit);

    /// <summary>The most open files of each process (RLIMIT_NOFILE); null is the host's. Key <c>open-files</c>.</summary>
    public int? OpenFiles => _values.Get(ResourcesKeys.OpenFiles);

    /// <summary>The size of core dumps in bytes (RLIMIT_CORE); null is the host's. Key <c>core-size</c>.</summary>
    public long? CoreSize => _values.Get(ResourcesKeys.CoreSize);

    /// <summary>Mode bits that new files do not get; null is the host's. Key <c>umask</c>.</summary>
    public int? Umask => _values.Get(ResourcesKeys.Umask);
}
