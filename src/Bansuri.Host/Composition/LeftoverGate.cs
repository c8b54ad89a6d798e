using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Composition;

/// <summary>Holds every task back until what a killed host left of them is gone: nothing runs twice, and everybody can see why it waits.</summary>
internal sealed class LeftoverGate(ITaskTypeDirectory types) : ITaskTypeDirectory
{
    private static readonly Gate Closed = new("what a killed host left running is being stopped");

    private volatile bool _isClear;

    public Gate Gate(string type) => _isClear ? types.Gate(type) : Closed;

    public string? Generation(string type) => types.Generation(type);

    /// <summary>Nothing is left; the board's gates are turned by the caller.</summary>
    public void Open() => _isClear = true;
}
