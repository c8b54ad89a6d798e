using System.Collections.Immutable;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions.Keys;

/// <summary>The rows of the section Resources. See docs/configuration.md for the reference that is made from them.</summary>
internal static class ResourcesKeys
{
    private static readonly ValueReader<ImmutableArray<string>> EnvironmentFiles = new ListReader<string>(Scalars.Required(Scalars.Path), "a path or a list of paths");

    public static readonly Key<ImmutableSortedDictionary<string, string>> Environment = new("environment", Section.Resources, ChangeClass.Restart, Environments.Environment, "variables of the task; ${VAR}, ${VAR:-default}, ${VAR:?message} and $$ are expanded in values")
    {
        Default = ImmutableSortedDictionary<string, string>.Empty,
        MayHoldSecrets = true,
    };

    public static readonly Key<ImmutableArray<string>> EnvironmentFile = new("environment-file", Section.Resources, ChangeClass.Next, EnvironmentFiles, "files of KEY=VALUE lines or a JSON object, read at each start")
    {
        Default = [],
    };

    public static readonly Key<bool> CleanEnvironment = new("clean-environment", Section.Resources, ChangeClass.Restart, Scalars.Boolean, "pass on only the task's own variables and a few well-known ones")
    {
        Default = false,
        DefaultText = "`false`",
    };

    public static readonly Key<int?> Priority = new("priority", Section.Resources, ChangeClass.Live, Scalars.OptionalInteger(-20, 19), "niceness")
    {
        Aliases = ["nice"],
    };

    public static readonly Key<string?> Cpus = new("cpus", Section.Resources, ChangeClass.Live, Limits.Cpus, "processors it may run on");

    public static readonly Key<long?> MemoryLimit = new("memory-limit", Section.Resources, ChangeClass.Restart, Scalars.Optional(Sizes.AtLeast(1)), "address space of each process");

    public static readonly Key<int?> OpenFiles = new("open-files", Section.Resources, ChangeClass.Restart, Scalars.OptionalInteger(1, int.MaxValue), "open files of each process");

    public static readonly Key<long?> CoreSize = new("core-size", Section.Resources, ChangeClass.Restart, Scalars.Optional(Sizes.AtLeast(0)), "size of core dumps");

    public static readonly Key<int?> Umask = new("umask", Section.Resources, ChangeClass.Restart, Limits.Umask, "mode bits that new files do not get");
}
