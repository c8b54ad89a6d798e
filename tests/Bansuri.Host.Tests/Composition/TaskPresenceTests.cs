using Bansuri.Host.Composition;
using Bansuri.Host.Reconciliation;
using Bansuri.Host.Supervision;

namespace Bansuri.Host.Tests.Composition;

/// <summary>What a plan takes a task's state for.</summary>
public sealed class TaskPresenceTests
{
    [Theory]
    [InlineData("Stopping", true, false, "Active")]
    [InlineData("Stopping", true, true, "Ordered")]
    [InlineData("Stopping", false, true, "Ordered")]
    [InlineData("Stopping", false, false, "Suspended")]
    [InlineData("Running", true, true, "Active")]
    [InlineData("Stopped", true, true, "Ordered")]
    [InlineData("Held", true, false, "Delayed")]
    public void A_task_that_stops_for_good_is_not_one_that_an_edit_restarts(string state, bool enabled, bool isHeldByOperator, string expected)
    {
        var task = new TaskSnapshot
        {
            Name = "job",
            Type = "shell",
            State = Enum.Parse<TaskState>(state),
            Reason = "",
            Enabled = enabled,
            IsHeldByOperator = isHeldByOperator,
        };

        Assert.Equal(Enum.Parse<Presence>(expected), TaskPresence.Of(task));
    }
}
