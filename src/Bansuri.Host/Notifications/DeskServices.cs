using System.Collections.Immutable;
using Bansuri.Abstractions;
using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Notifications;

/// <summary>What the desk needs of the rest of the house. Called from its loop only.</summary>
internal sealed record DeskServices
{
    public required TimeProvider Time { get; init; }

    /// <summary>The clocks that reports carry.</summary>
    public required Func<Moment> Now { get; init; }

    /// <summary>The configuration of a task as it is wanted now; null when there is none of that name.</summary>
    public required Func<string, TaskConfig?> Config { get; init; }

    /// <summary>Whom a task tells, as things stand now.</summary>
    public required Func<TaskConfig, ImmutableArray<INotifier>> Notifiers { get; init; }

    /// <summary>The last lines that a task had written when the report was made.</summary>
    public required Func<TaskReport, ImmutableArray<string>> Output { get; init; }

    /// <summary>What must not be shown of a task.</summary>
    public required Func<TaskConfig, SecretMask> Mask { get; init; }

    public required Sender Sender { get; init; }

    public required ILogger Log { get; init; }
}
