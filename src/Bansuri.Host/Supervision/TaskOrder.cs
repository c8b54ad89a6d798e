namespace Bansuri.Host.Supervision;

/// <summary>What an operator can order.</summary>
internal enum TaskOrder
{
    Start,
    Stop,
    Restart,
    Trigger,
    Enable,
    Disable,
}

/// <summary>How an order ended.</summary>
internal enum OrderOutcome
{
    /// <summary>The task is as it was ordered to be.</summary>
    Done,

    /// <summary>Carried out, and the task failed.</summary>
    Failed,

    /// <summary>Not possible; the message says why.</summary>
    Refused,
}

/// <summary>What came of an order, with the task as it was then.</summary>
internal sealed record OrderResult(OrderOutcome Outcome, string Message, TaskSnapshot Task);
