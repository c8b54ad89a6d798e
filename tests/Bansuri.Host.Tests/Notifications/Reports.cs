using Bansuri.Host.Notifications;
using Bansuri.Host.Supervision;
using Bansuri.Host.Tests.Supervision;

namespace Bansuri.Host.Tests.Notifications;

/// <summary>Reports as supervision makes them.</summary>
internal static class Reports
{
    public static TaskReport Of(TaskFact fact, int failedInRow = 0, double at = 0, params string[] keys) => new()
    {
        Fact = fact,
        At = Tasks.After(at),
        Config = Tasks.Config(keys),
        Attempt = 1,
        Run = new RunMark("c0ffee", Tasks.Start, null),
        Task = new TaskSnapshot
        {
            Name = "job",
            Type = "shell",
            State = TaskState.Scheduled,
            Reason = "next slot",
            Times = 1,
            FailedRunsInRow = failedInRow,
            LastExit = Tasks.Exit(fact == TaskFact.RunSucceeded ? 0 : 1),
        },
    };

    public static Occurrence.Reported Seen(TaskFact fact, int failedInRow = 0) => new(new Sighting(Of(fact, failedInRow), []));
}
