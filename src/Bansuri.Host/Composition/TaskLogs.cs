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
        if (board.Specification(task) is not { } specification)
        {
            yield break;
        }

        var wanted = new Output.LogQuery
        {
            Lines = query.Lines,
            Grep = query.Grep,
            Since = query.Since,
            Attempt = query.Attempt,
            Kind = query.StderrOnly ? OutputKind.Stderr : null,
        };
        await foreach (var line in outputs.Open(specification.Config).LogsAsync(wanted, query.Follow, cancellationToken))
        {
            yield return new Control.Contracts.LogLine(line.Time, line.Kind == OutputKind.Stderr, line.Text) { Missed = line.Missed };
        }
    }
}
