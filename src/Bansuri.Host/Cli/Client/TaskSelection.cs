using System.Collections.Immutable;
using System.CommandLine;
using System.IO.Enumeration;
using Bansuri.Host.Control.Contracts;

namespace Bansuri.Host.Cli.Client;

/// <summary>The tasks that names and globs (<c>*</c>, <c>?</c>) mean.</summary>
internal static class TaskSelection
{
    public static Argument<string[]> Names(ArgumentArity arity) =>
        new Argument<string[]>("NAME") { Arity = arity, Description = "Names of tasks, or globs such as 'worker-*'" }.NoOption();

    /// <summary>In the order of the configuration; no pattern means all.</summary>
    /// <exception cref="CliException">A pattern that nothing matches: nothing has been done yet.</exception>
    public static async Task<ImmutableArray<TaskDocument>> FindAsync(ControlClient client, IReadOnlyList<string> patterns, CancellationToken cancellationToken)
    {
        var tasks = await client.GetAsync("/v1/tasks", ControlJson.Default.ImmutableArrayTaskDocument, cancellationToken);
        return Select(tasks, patterns);
    }

    public static ImmutableArray<TaskDocument> Select(ImmutableArray<TaskDocument> tasks, IReadOnlyList<string> patterns)
    {
        foreach (var pattern in patterns)
        {
            if (!tasks.Any(task => Matches(pattern, task)))
            {
                throw new CliException(ExitCodes.NoSuchTask, pattern.AsSpan().ContainsAny('*', '?') ? $"no task matches '{pattern}'" : $"no task is named '{pattern}'");
            }
        }

        return patterns.Count == 0 ? tasks : [.. tasks.Where(task => patterns.Any(pattern => Matches(pattern, task)))];
    }

    private static bool Matches(string pattern, TaskDocument task) => FileSystemName.MatchesSimpleExpression(pattern, task.Name, ignoreCase: false);
}
