using System.Runtime.CompilerServices;
using Bansuri.Host.Control;
using Bansuri.Host.Output;
using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Runs;

namespace Bansuri.Host.Composition;

/// <summary>The output of tasks for the control interface.</summary>
internal sealed class TaskLogs(TaskBoard board, TaskOutputs outputs, LeftOutput left) : ITaskLogs
{
    public bool Has(string task) => left.Has(task);

    public async IAsyncEnumerable<Control.Contracts.LogLine> ReadAsync(
        string task, Control.LogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in BatchesAsync(task, query, cancellationToken))
        {
            foreach (var line in batch)
            {
                yield return new Control.Contracts.LogLine(line.Time, line.Kind == OutputKind.Stderr, line.Text) { Missed = line.Missed };
            }
        }
    }

    public IAsyncEnumerable<LogText> ReadTextAsync(string task, Control.LogQuery query, CancellationToken cancellationToken) =>
        LogTexts.Of(BatchesAsync(task, query, cancellationToken));

    private IAsyncEnumerable<IReadOnlyList<Output.LogLine>> BatchesAsync(string task, Control.LogQuery query, CancellationToken cancellationToken)
    {
        var wanted = LogQueryTerms.Of(query);
        return board.Specification(task) is { } specification
            ? outputs.Open(specification.Config).LogsAsync(wanted, query.Follow, cancellationToken)
            : left.ReadAsync(task, wanted, cancellationToken);
    }
}
