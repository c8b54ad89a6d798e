namespace Bansuri.Abstractions.Keys;

/// <summary>The five groups of a task's keys, and the settings of the host.</summary>
internal enum Section
{
    Identification,
    Scheduling,
    FailureControl,
    Resources,
    Logging,
    Host,
}
