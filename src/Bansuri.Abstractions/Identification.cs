using System.Collections.Immutable;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions;

/// <summary>What the task is: its name, type and command. Immutable; defaults are filled in.</summary>
public sealed class Identification
{
    private readonly KeyValues _values;

    internal Identification(KeyValues values) => _values = values;

    /// <summary>The task's name, unique in the configuration. Key <c>name</c>.</summary>
    public string Name => _values.Get(IdentificationKeys.Name) ?? "";

    /// <summary>What the task is for; null when not given. Key <c>description</c>.</summary>
    public string? Description => _values.Get(IdentificationKeys.Description);

    /// <summary>Words to select tasks by. Key <c>tags</c>.</summary>
    public ImmutableArray<string> Tags => _values.Get(IdentificationKeys.Tags);

    /// <summary>The task type, which a plugin provides. Default <c>shell</c>. Key <c>type</c>.</summary>
    public string Type => _values.Get(IdentificationKeys.Type);

    /// <summary>What to run; null where the task type needs none. Key <c>command</c>.</summary>
    public TaskCommand? Command => _values.Get(IdentificationKeys.Command);

    /// <summary>Where the task runs, absolute. Default: the folder of the configuration file. Key <c>working-directory</c>.</summary>
    public string WorkingDirectory => _values.Get(IdentificationKeys.WorkingDirectory)!; // its default is never null

    /// <summary>The user to run as, by name or number; null is the host's. Key <c>user</c>.</summary>
    public string? User => _values.Get(IdentificationKeys.User);

    /// <summary>The group to run as, by name or number; null is the host's. Key <c>group</c>.</summary>
    public string? Group => _values.Get(IdentificationKeys.Group);

    /// <summary>Whether the task may run. Default true. Key <c>enabled</c>.</summary>
    public bool Enabled => _values.Get(IdentificationKeys.Enabled);

    /// <summary>
    /// The task type's own options as plain values: text, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/>, null, lists and
    /// dictionaries of these. Empty when not given. Key <c>with</c>.
    /// </summary>
    public IReadOnlyDictionary<string, object?> With =>
        Options is { } options ? (IReadOnlyDictionary<string, object?>)FreeForm.ToPlain(options)! : ImmutableDictionary<string, object?>.Empty;

    /// <summary><see cref="With"/> with its places in the text, for whoever checks it.</summary>
    internal Nodes.MappingNode? Options => _values.Get(IdentificationKeys.With);
}
