using System.Collections.Immutable;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions.Keys;

/// <summary>The rows of the section Identification. See docs/configuration.md for the reference that is made from them.</summary>
internal static class IdentificationKeys
{
    public static readonly Key<string?> Name = new("name", Section.Identification, ChangeClass.Identity, Names.Task, "the task's name")
    {
        DefaultText = "required in a mapping",
    };

    public static readonly Key<string?> Description = new("description", Section.Identification, ChangeClass.Live, Scalars.Text, "what the task is for");

    public static readonly Key<ImmutableArray<string>> Tags = new("tags", Section.Identification, ChangeClass.Live, Names.Tags, "words to select tasks by")
    {
        Default = [],
    };

    public static readonly Key<string> Type = new("type", Section.Identification, ChangeClass.Restart, Names.Type, "the task type, which a plugin provides")
    {
        Default = "shell",
        DefaultText = "`shell`",
    };

    public static readonly Key<TaskCommand?> Command = new("command", Section.Identification, ChangeClass.Restart, Commands.Command, "what to run: a text for /bin/sh -c, or a list without a shell; other types give it their own meaning")
    {
        DefaultText = "required by `shell`, `python`",
    };

    public static readonly Key<string?> WorkingDirectory = new("working-directory", Section.Identification, ChangeClass.Restart, Scalars.Path, "where the task runs, relative to the configuration file")
    {
        Aliases = ["where", "cwd"],
        DefaultFrom = defaults => defaults.Host.BaseDirectory,
        DefaultText = "the file's folder",
    };

    public static readonly Key<string?> User = new("user", Section.Identification, ChangeClass.Restart, Names.Account, "the user to run as, by name or number; switching needs root")
    {
        DefaultText = "the host's",
    };

    public static readonly Key<string?> Group = new("group", Section.Identification, ChangeClass.Restart, Names.Account, "the group to run as, by name or number; switching needs root")
    {
        DefaultText = "the host's",
    };

    public static readonly Key<bool> Enabled = new("enabled", Section.Identification, ChangeClass.Order, Scalars.Boolean, "false stops the task and keeps it from starting")
    {
        Default = true,
        DefaultText = "`true`",
    };

    public static readonly Key<Nodes.MappingNode?> With = new("with", Section.Identification, ChangeClass.Restart, FreeForm.Mapping, "the task type's own options")
    {
        MayHoldSecrets = true,
    };
}
