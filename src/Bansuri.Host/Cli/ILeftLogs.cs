using Bansuri.Host.Control;

namespace Bansuri.Host.Cli;

/// <summary>The output that tasks of a host that is gone have left in its state directory. Nothing is written there.</summary>
internal interface ILeftLogs
{
    /// <summary>Of which tasks there is any; by name.</summary>
    IReadOnlyList<string> Tasks { get; }

    /// <summary>Of one of <see cref="Tasks"/>.</summary>
    IAsyncEnumerable<LogText> ReadAsync(string task, LogQuery query, CancellationToken cancellationToken);
}
