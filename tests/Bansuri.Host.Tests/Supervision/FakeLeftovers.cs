using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>Nothing is left of any task but the one that a test names.</summary>
internal sealed class FakeLeftovers : ILeftovers
{
    public string? Of { get; set; }

    public Gate Gate(string identity) => identity == Of ? new Gate("something is left") : Host.Supervision.Lifecycles.Gate.Open;
}
