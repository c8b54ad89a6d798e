using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>Plugins that provide every type, but for those that a test takes away.</summary>
internal sealed class FakeTypes : ITaskTypeDirectory
{
    public string? Missing { get; set; }

    public Gate Gate(string type) => type == Missing ? new Gate($"no plugin provides type '{type}'") : Host.Supervision.Lifecycles.Gate.Open;

    public string? Generation(string type) => type == Missing ? null : $"{type}@1.0.0";
}
