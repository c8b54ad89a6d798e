namespace Bansuri.Abstractions.Keys;

/// <summary>The five groups of a task's keys.</summary>
internal enum Section
{
    Identification,
    Scheduling,
    FailureControl,
    Resources,
    Logging,
}
