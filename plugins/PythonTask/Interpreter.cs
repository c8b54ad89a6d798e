using System.Collections.Immutable;
using Bansuri.Abstractions;

namespace Bansuri.Plugins.Python;

/// <summary>The interpreter of a task, and the variables that make programs that it starts find the same environment.</summary>
/// <param name="FileName">Its path, or a name that is looked up in PATH.</param>
/// <param name="Environment">Laid over the task's.</param>
internal sealed record Interpreter(string FileName, ImmutableDictionary<string, string?> Environment)
{
    private static readonly ImmutableArray<string> Usual = ["miniconda3", "miniforge3", "mambaforge", "anaconda3", "micromamba"];

    /// <exception cref="TaskStartException">It is not there.</exception>
    public static Interpreter Find(PythonOptions options, TaskContext context)
    {
        var root = (options.Venv, options.Conda) switch
        {
            ({ }, { }) => throw new TaskStartException("'with.venv' and 'with.conda' exclude each other"),
            ({ } venv, null) => Prefix("virtual environment", [Absolute(venv, context)]),
            (null, { } conda) => Prefix("conda environment", CondaPrefixes(conda, context)),
            _ => null,
        };
        return new Interpreter(
            Program(options.Interpreter, root, context),
            root is null ? ImmutableDictionary<string, string?>.Empty : Activated(root, options.Conda is not null, context));
    }

    private static string Program(string? interpreter, string? root, TaskContext context)
    {
        var name = interpreter ?? "python3";
        if (name.Contains('/'))
        {
            return Checked(Absolute(name, context));
        }

        var folders = (context.Environment.GetValueOrDefault("PATH") ?? "/usr/local/bin:/usr/bin:/bin").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return (root is null ? folders : [Path.Combine(root, "bin")])
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists)
            ?? throw new TaskStartException(root is null ? $"python interpreter '{name}' is not in PATH" : $"'{root}' has no interpreter 'bin/{name}'");
    }

    private static string Checked(string path) => File.Exists(path) ? path : throw new TaskStartException($"python interpreter '{path}' does not exist");

    private static string Prefix(string kind, ImmutableArray<string> candidates) =>
        candidates.FirstOrDefault(Directory.Exists)
        ?? throw new TaskStartException($"{kind} '{candidates[0]}' does not exist{(candidates.Length > 1 ? $", nor does {string.Join(", ", candidates.Skip(1).Select(path => $"'{path}'"))}" : "")}");

    // A name is looked for where conda keeps its environments: below each installation that the environment tells of, or that is usual.
    private static ImmutableArray<string> CondaPrefixes(string conda, TaskContext context)
    {
        if (conda.Contains('/'))
        {
            return [Absolute(conda, context)];
        }

        string? Of(string variable) => context.Environment.GetValueOrDefault(variable) is { Length: > 0 } value ? value : null;
        var home = Of("HOME") ?? "/root";
        var executable = Of("CONDA_EXE") is { } program ? Path.GetDirectoryName(Path.GetDirectoryName(program)) : null;
        string?[] roots = [Of("CONDA_ROOT"), Of("MAMBA_ROOT_PREFIX"), executable, .. Usual.Select(name => Path.Combine(home, name)), "/opt/conda"];
        IEnumerable<string> below = roots.OfType<string>().Select(root => conda == "base" ? root : Path.Combine(root, "envs", conda));
        var listed = (Of("CONDA_ENVS_PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Append(Path.Combine(home, ".conda", "envs"));
        return [.. below, .. listed.Select(folder => Path.Combine(folder, conda))];
    }

    private static ImmutableDictionary<string, string?> Activated(string root, bool conda, TaskContext context) => ImmutableDictionary<string, string?>.Empty
        .Add("PATH", $"{Path.Combine(root, "bin")}:{context.Environment.GetValueOrDefault("PATH")}")
        .Add(conda ? "CONDA_PREFIX" : "VIRTUAL_ENV", root)
        .Add("PYTHONHOME", null);

    private static string Absolute(string path, TaskContext context)
    {
        var home = path is "~" || path.StartsWith("~/", StringComparison.Ordinal) ? context.Environment.GetValueOrDefault("HOME") : null;
        return Path.GetFullPath(home is null ? path : home + path[1..], context.WorkingDirectory);
    }
}
