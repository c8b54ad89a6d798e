using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bansuri.Abstractions;

namespace Bansuri.Plugins.Python;

/// <summary>
/// Python code as a task: a class that derives from <c>AbstractTask</c> of the module <c>task_base</c>, a script with arguments, or
/// <c>-m module</c>. Classes and modules are started by <c>task_runner.py</c>, scripts by the interpreter itself.
/// </summary>
[TaskType("python", Description = "Runs a Python class, script or module", RequiresCommand = true)]
public sealed partial class PythonTask(TaskConfig config, PythonOptions options) : ProcessTask<PythonOptions>(config, options)
{
    /// <summary>Exit codes of task_runner.py.</summary>
    private const int ModuleMissing = 253, ClassMissing = 254;

    private static readonly string PluginDirectory = Path.GetDirectoryName(typeof(PythonTask).Assembly.Location)!; // loaded from a file

    /// <inheritdoc/>
    public override ProcessSpec Describe(TaskContext context)
    {
        var interpreter = Interpreter.Find(Options, context);
        var spec = new ProcessSpec
        {
            FileName = interpreter.FileName,
            Environment = interpreter.Environment.SetItem("PYTHONPATH", ModulePath(context)),
        };
        ImmutableArray<string> flags = Options.Unbuffered ? ["-u"] : [];
        return CommandWords() switch
        {
            _ when ClassName() is { } name => spec with
            {
                Arguments = [.. flags, Runner(), "--class", name],
                Environment = spec.Environment.SetItem("BANSURI_TASK_CONFIG", ConfigJson.Write(Config)),
                StartErrors = StartErrors(name.Split(':')[0], name),
                // The runner passes the stop on to the object, which ends what it started itself.
                SignalLeaderOnly = true,
            },
            ["-m", var module, .. var arguments] => spec with
            {
                Arguments = [.. flags, Runner(), "--module", module, .. arguments],
                StartErrors = StartErrors(module, module),
            },
            [var script, .. var arguments] => spec with { Arguments = [.. flags, Script(script, context), .. arguments] },
            _ => throw new TaskStartException("a python task needs a command: a script, '-m module' or 'module:Class'"),
        };
    }

    // The copies of plugins lie in a folder that is the host's alone.
    private string Runner() => Config.Identification.User is not { } user || user is "root" or "0" || !Environment.IsPrivilegedProcess
        ? Path.Combine(PluginDirectory, "task_runner.py")
        : throw new TaskStartException($"user '{user}' cannot read what starts python classes and modules: give a script that needs no task_base, or run a host as that user");

    private ImmutableArray<string> CommandWords() => Config.Identification.Command switch
    {
        { Text: { } text } => CommandLine.Split(text),
        { Arguments: var arguments } => arguments,
        _ => [],
    };

    private string? ClassName()
    {
        var name = Options.Class ?? (CommandWords() is [var only] && ClassPattern().IsMatch(only) ? only : null);
        return name is null || ClassPattern().IsMatch(name)
            ? name
            : throw new TaskStartException($"'{name}' names no class: expected 'module:Class'");
    }

    // Working directory first, as the interpreter has it for a script beside it; the plugin's own task_base last.
    private string ModulePath(TaskContext context)
    {
        string?[] parts =
        [
            context.WorkingDirectory,
            .. (Options.Path ?? []).Select(path => Path.GetFullPath(path, context.WorkingDirectory)),
            context.Environment.GetValueOrDefault("PYTHONPATH"),
            PluginDirectory,
        ];
        return string.Join(':', parts.Where(part => !string.IsNullOrEmpty(part)));
    }

    private static string Script(string script, TaskContext context)
    {
        var path = Path.GetFullPath(script, context.WorkingDirectory);
        var hint = Path.GetFileName(script).StartsWith("python", StringComparison.Ordinal) ? " (the command of a python task begins with the script, without the interpreter)" : "";
        return File.Exists(path) || Directory.Exists(path) ? script : throw new TaskStartException($"script '{path}' does not exist{hint}");
    }

    private static ImmutableDictionary<int, string> StartErrors(string module, string name) => ImmutableDictionary<int, string>.Empty
        .Add(ModuleMissing, $"python module '{module}', or one that it imports, was not found")
        .Add(ClassMissing, $"python module '{module}' has no task class '{name.Split(':')[^1]}'");

    [GeneratedRegex(@"^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*\z")]
    private static partial Regex ClassPattern();
}
