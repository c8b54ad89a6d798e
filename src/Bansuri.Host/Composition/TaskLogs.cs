using System.Runtime.CompilerServices;
using Bansuri.Host.Control;
using Bansuri.Host.Output;
using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Runs;

namespace Bansuri.Host.Composition;

/// <summary>The output of tasks for the control interface: the present from memory, what is older from the captured files.</summary>
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
            Kind = query.StderrOnly ? OutputKind.Stderr : null,
        };
        var settings = outputs.Settings(specification.Config);
        var tail = outputs.Open(specification.Config).Tail;
        if (!tail.IsWhole || tail.Last(wanted).Count < query.Lines)
        {
            foreach (var line in Older(settings, wanted, tail, cancellationToken))
            {
                yield return Contract(line);
            }
        }

        if (query.Follow)
        {
            await foreach (var line in tail.FollowAsync(wanted, cancellationToken))
            {
                yield return Contract(line);
            }
        }
        else
        {
            foreach (var line in tail.Last(wanted))
            {
                yield return Contract(line);
            }
        }
    }

    /// <summary>What stands in the files before the lines that memory still holds.</summary>
    private static IReadOnlyList<LogLine> Older(OutputSettings settings, Output.LogQuery wanted, TailBuffer tail, CancellationToken cancellationToken)
    {
        var inMemory = tail.Last(wanted).Count;
        var kind = wanted.Kind ?? OutputKind.Stdout;
        var path = kind == OutputKind.Stderr ? settings.StderrPath : settings.StdoutPath;
        var all = tail.Last(new Output.LogQuery { Lines = int.MaxValue, Kind = wanted.Kind }).Count;
        return path is null ? [] : new LogHistory(path, kind).Last(wanted with { Lines = wanted.Lines - inMemory }, skip: all, cancellationToken);
    }

    private static Control.Contracts.LogLine Contract(LogLine line) => new(line.Time, line.Kind == OutputKind.Stderr, line.Text)
    {
        Missed = line.Kind == OutputKind.Gap ? 1 : 0,
    };
}
