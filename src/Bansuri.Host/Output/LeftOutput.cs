using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Bansuri.Host.Output;

/// <summary>
/// What tasks that are gone have left in a log directory: those that were removed from the configuration, and all of a host that has ended. It only
/// reads; a task whose output went to a path of its own is not known here.
/// </summary>
internal sealed partial class LeftOutput(string logDirectory, TimeProvider clock)
{
    public bool Has(string task) => Tasks().Contains(task, StringComparer.Ordinal);

    /// <summary>By name; empty where the directory is missing or cannot be read.</summary>
    public IReadOnlyList<string> Tasks()
    {
        try
        {
            return [.. Directory.EnumerateFiles(logDirectory)
                .Select(file => Names().Match(Path.GetFileName(file)))
                .Where(match => match.Success)
                .Select(match => match.Groups["task"].Value)
                .Distinct()
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <param name="task">One of <see cref="Tasks"/>: a name from elsewhere might be a path.</param>
    /// <param name="query">With stderr alone, a file of its own counts; where there is none it was combined.</param>
    /// <param name="cancellation">Ends the search.</param>
    public IReadOnlyList<LogLine> Read(string task, LogQuery query, CancellationToken cancellation)
    {
        var settings = new OutputSettings { Task = task, LogDirectory = logDirectory };
        var isApart = query.Kind == OutputKind.Stderr && Rotation.Files(settings.StderrPath).Count > 0;
        using var file = new CapturedFile(isApart ? settings.StderrPath : settings.StdoutPath, clock);
        using var past = file.Past(LogPast.Patience);
        return past is null ? [] : new LogHistory(past, isApart ? OutputKind.Stderr : OutputKind.Stdout).Last(isApart ? query : query with { Kind = null }, default, cancellation);
    }

    /// <summary>The same in one batch, for as long as a disk likes on a thread of its own.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> ReadAsync(string task, LogQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        yield return await Task.Factory.StartNew(() => Read(task, query, cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    [GeneratedRegex(@"^(?<task>.+?)(\.err)?\.log(\.[0-9]+(\.gz)?)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Names();
}
