namespace Bansuri.Host.Supervision;

/// <summary>One change of a task's state, for <c>why</c>, the history and followers of events.</summary>
internal sealed record TaskTransition(DateTimeOffset At, string Task, TaskState From, TaskState To, string Reason);
