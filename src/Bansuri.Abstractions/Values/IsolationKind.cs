namespace Bansuri.Abstractions;

/// <summary>Where the plugin's code runs: <c>isolation</c>.</summary>
public enum IsolationKind
{
    /// <summary>In the host.</summary>
    None,

    /// <summary>In a child host of its own.</summary>
    Process,
}
