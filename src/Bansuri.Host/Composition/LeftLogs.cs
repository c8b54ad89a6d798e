using Bansuri.Host.Cli;
using Bansuri.Host.Control;
using Bansuri.Host.Output;

namespace Bansuri.Host.Composition;

/// <summary>What is left of tasks' output, for a client that finds no host.</summary>
internal sealed class LeftLogs(string logDirectory) : ILeftLogs
{
    private readonly LeftOutput _left = new(logDirectory, TimeProvider.System);

    public IReadOnlyList<string> Tasks => _left.Tasks();

    public IAsyncEnumerable<LogText> ReadAsync(string task, Control.LogQuery query, CancellationToken cancellationToken) =>
        LogTexts.Of(_left.ReadAsync(task, LogQueryTerms.Of(query), cancellationToken));
}
