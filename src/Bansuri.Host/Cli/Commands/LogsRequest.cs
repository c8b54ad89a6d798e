using Bansuri.Host.Control;
using Bansuri.Host.Control.Routes;

namespace Bansuri.Host.Cli.Commands;

/// <summary>What <c>bansuri logs</c> was asked for.</summary>
/// <param name="Names">Names and globs of tasks.</param>
/// <param name="Values">The query of the control interface, as far as it was given.</param>
internal sealed record LogsRequest(IReadOnlyList<string> Names, IReadOnlyDictionary<string, string> Values)
{
    public bool Follow { get; init; }

    public bool StderrOnly { get; init; }

    public string Path(string task) => $"/v1/tasks/{Uri.EscapeDataString(task)}/logs?{string.Join('&', Pairs())}";

    /// <summary>For files that no host reads.</summary>
    /// <exception cref="CliException">A value is wrong.</exception>
    public LogQuery Query(TimeProvider time)
    {
        try
        {
            return LogQueries.From(Values.GetValueOrDefault, time) with { StderrOnly = StderrOnly };
        }
        catch (ProblemException wrong)
        {
            throw new CliException(ExitCodes.Usage, wrong.Problem.Detail);
        }
    }

    private IEnumerable<string> Pairs() =>
    [
        .. Values.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"),
        .. StderrOnly ? ["stderr"] : Array.Empty<string>(),
        .. Follow ? ["follow"] : Array.Empty<string>(),
    ];
}
