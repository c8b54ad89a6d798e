using Bansuri.Host.Control.Contracts;

namespace Bansuri.Host.Control;

/// <summary>The configuration's sources, looked at on request. Thread-safe.</summary>
internal interface IReloads
{
    /// <summary>Looks at all sources now and applies what they say; completes when the orders are given, not when tasks have stopped.</summary>
    Task<ReloadDocument> ReloadAsync(CancellationToken cancellationToken);

    /// <summary>What <see cref="ReloadAsync"/> would do now; changes nothing.</summary>
    /// <param name="draft">The absolute path of a file to read in place of the configuration; null for the configuration itself.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ReloadDocument> PlanAsync(string? draft, CancellationToken cancellationToken);
}
