using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Supervision;

/// <summary>What a host that was killed left running, and this one stops.</summary>
internal interface ILeftovers
{
    /// <summary>Closed while processes of the task's last run are still there: nothing runs twice.</summary>
    Gate Gate(string identity);
}
