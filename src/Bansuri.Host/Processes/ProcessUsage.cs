namespace Bansuri.Host.Processes;

/// <summary>What the living processes of a run use.</summary>
/// <param name="CpuSeconds">User and system time of the living, and of the descendants they have waited for.</param>
/// <param name="MemoryBytes">The sum of resident sizes; pages that several share count for each.</param>
internal readonly record struct ProcessUsage(double CpuSeconds, long MemoryBytes, int ProcessCount);
