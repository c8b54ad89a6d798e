using Bansuri.Host.Supervision;

namespace Bansuri.Host.Control;

/// <summary>All that the control interface shows and orders, as the composition root provides it.</summary>
internal sealed record ControlServices
{
    public required ITaskBoard Board { get; init; }

    public required IHostStatus Host { get; init; }

    public required ITaskLogs Logs { get; init; }

    public required IReloads Reloads { get; init; }

    public required IPluginList Plugins { get; init; }

    public required ISlotForecast Slots { get; init; }

    public required IShutdown Shutdown { get; init; }
}
