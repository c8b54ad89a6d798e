namespace Bansuri.Acceptance.Tests.Reload.Edits;

/// <summary>What a task is to the edits: how it is scheduled, and whether it lives long.</summary>
internal enum TaskKind
{
    /// <summary>A text, which runs for ever and has no keys.</summary>
    Text,

    /// <summary>A mapping that runs for ever.</summary>
    Forever,

    /// <summary>Runs once, for longer than any test.</summary>
    LongOnce,

    /// <summary>Runs once, and is done.</summary>
    ShortOnce,

    /// <summary>On a timer, in its first run for longer than any test.</summary>
    LongTimer,

    /// <summary>On a timer, waiting for its second run.</summary>
    ShortTimer,

    /// <summary>Waits for a slot that is far away.</summary>
    Cron,
}
