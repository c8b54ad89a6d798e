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

    private static ImmutableArray<TaskDocument> Select(ImmutableArray<TaskDocument> tasks, IReadOnlyList<string> patterns)
    {
        var names = Select([.. tasks.Select(task => task.Name)], patterns);
        return [.. tasks.Where(task => names.Contains(task.Name, StringComparer.Ordinal))];
    }

    /// <summary>Of these names, in their order; no pattern means all.</summary>
    /// <param name="names">All there are.</param>
    /// <param name="patterns">Names and globs.</param>
    /// <param name="missing">What to say of a pattern that nothing matches.</param>
    /// <exception cref="CliException">With that.</exception>
    public static IReadOnlyList<string> Select(IReadOnlyList<string> names, IReadOnlyList<string> patterns, Func<string, string>? missing = null)
    {
        foreach (var pattern in patterns)
        {
            if (!names.Any(name => Matches(pattern, name)))
            {
                throw new CliException(ExitCodes.NoSuchTask, (missing ?? Missing)(pattern));
            }
        }

        return patterns.Count == 0 ? names : [.. names.Where(name => patterns.Any(pattern => Matches(pattern, name)))];
    }

    public static bool IsGlob(string pattern) => pattern.AsSpan().ContainsAny('*', '?');

    private static string Missing(string pattern) => IsGlob(pattern) ? $"no task matches '{pattern}'" : $"no task is named '{pattern}'";

    private static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
