namespace Bansuri.Abstractions;

/// <summary>
/// Names the task type that a class implements; a configuration selects it with <c>type: NAME</c>.
/// The host reads it from every public, non-abstract <see cref="AbstractTask"/> of a plugin assembly.
/// </summary>
/// <param name="name">
/// The name, <c>[a-z0-9][a-z0-9._-]*</c>, unique over all plugins of a host. A plugin whose name is taken by another one is rejected.
/// </param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskTypeAttribute(string name) : Attribute
{
    /// <summary>The name that a configuration gives as <c>type</c>.</summary>
    public string Name { get; } = name;

    /// <summary>One line for <c>bansuri plugins</c> and for the schema. Default: empty.</summary>
    public string Description { get; set; } = "";

    /// <summary>Whether an entry of this type must have a <c>command</c>. Default: false.</summary>
    public bool RequiresCommand { get; set; }
}
