using Bansuri.Abstractions;

namespace Bansuri.Plugins.Shell;

/// <summary>The default task type: a text goes to <c>/bin/sh -c</c>, a list is run as it is.</summary>
[TaskType("shell", Description = "Runs a command: a text through /bin/sh, a list as it is", RequiresCommand = true)]
public sealed class ShellTask(TaskConfig config, ShellOptions options) : ProcessTask<ShellOptions>(config, options)
{
    /// <inheritdoc/>
    public override ProcessSpec Describe(TaskContext context) => Config.Identification.Command switch
    {
        { Text: { } text } => new ProcessSpec { FileName = "/bin/sh", Arguments = ["-c", text] },
        { Arguments: [var program, .. var arguments] } => new ProcessSpec { FileName = program, Arguments = arguments },
        _ => throw new TaskStartException("a shell task needs a command"),
    };
}
