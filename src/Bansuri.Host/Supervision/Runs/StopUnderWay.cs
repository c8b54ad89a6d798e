using Bansuri.Host.Processes;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>A stop of an attempt's process, which a live edit may still shorten.</summary>
/// <param name="Order">As it was given.</param>
/// <param name="Began">The timestamp of its beginning.</param>
internal sealed record StopUnderWay(StopOrder Order, long Began);
