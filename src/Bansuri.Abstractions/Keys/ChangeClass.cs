namespace Bansuri.Abstractions.Keys;

/// <summary>What a reload does to a running task when a key changes.</summary>
internal enum ChangeClass
{
    /// <summary>A different value is a different task.</summary>
    Identity,

    /// <summary>The process is left alone and the new value counts from now on.</summary>
    Live,

    /// <summary>Counts at the next run.</summary>
    Next,

    /// <summary>The task, and only it, is changed as <c>on-change</c> says.</summary>
    Restart,

    /// <summary>Acts like the operator's start or stop.</summary>
    Order,
}
