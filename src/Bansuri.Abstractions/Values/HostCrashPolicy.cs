namespace Bansuri.Abstractions;

/// <summary>What a restarted host does with what a killed one left behind: <c>on-host-crash</c>.</summary>
public enum HostCrashPolicy
{
    /// <summary>Stops it and starts anew.</summary>
    Stop,

    /// <summary>Goes on supervising it.</summary>
    Adopt,
}
