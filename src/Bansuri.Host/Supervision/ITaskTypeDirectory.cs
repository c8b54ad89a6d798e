using Bansuri.Host.Supervision.Lifecycles;

namespace Bansuri.Host.Supervision;

/// <summary>What the board needs to know of the plugins.</summary>
internal interface ITaskTypeDirectory
{
    /// <summary>Open when a plugin provides the type.</summary>
    Gate Gate(string type);

    /// <summary>The generation that serves the type, e.g. <c>shell@1.0.0+3f2a</c>, or null.</summary>
    string? Generation(string type);
}
