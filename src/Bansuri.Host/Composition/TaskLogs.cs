using System.Runtime.CompilerServices;
using Bansuri.Host.Control;
using Bansuri.Host.Output;
using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Runs;

namespace Bansuri.Host.Composition;

/// <summary>The output of tasks for the control interface.</summary>
internal sealed class TaskLogs(TaskBoard board, TaskOutputs outputs) : ITaskLogs
{
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
        if (board.Specification(task) is not { } specification)
        {
            return AsyncEnumerable.Empty<IReadOnlyList<Output.LogLine>>();
        }

        var wanted = new Output.LogQuery
        {
            Lines = query.Lines,
            Grep = query.Grep,
            Since = query.Since,
            Attempt = query.Attempt,
            Kind = query.StderrOnly ? OutputKind.Stderr : null,
        };
        return outputs.Open(specification.Config).LogsAsync(wanted, query.Follow, cancellationToken);
    }
}
