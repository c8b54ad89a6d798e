using Bansuri.Host.Composition;
using Bansuri.Host.Reconciliation;
using Bansuri.Host.Tests.Configuration;

namespace Bansuri.Host.Tests.Composition;

/// <summary>What a changed key means for what runs.</summary>
public sealed class BoardUpdatesTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("forever: true", "forever: true, jitter: 5s", "None")]
    [InlineData("timer: 5m", "timer: 5m, timezone: UTC", "None")]
    [InlineData("schedule-cron: '@daily'", "schedule-cron: '@daily', jitter: 5s", "Schedule")]
    [InlineData("timer: 5m", "timer: 6m", "Schedule")]
    [InlineData("timer: 5m", "timer: 5m, max-runs: 2", "MaxRuns")]
    [InlineData("forever: true", "forever: true, start-delay: 5s", "StartDelay")]
    [InlineData("forever: true", "forever: true, times: 3, command: y", "Restart, Retry")]
    public void A_key_that_says_nothing_of_the_schedule_is_no_edit_of_it(string before, string after, string expected)
    {
        var plan = Planner.Plan(State(before), State(after));

        Assert.Equal(expected, Assert.Single(BoardUpdates.From(plan, State(after)).Changed).Kinds.ToString());
    }

    private DesiredState State(string keys)
    {
        var command = keys.Contains("command:", StringComparison.Ordinal) ? "" : "command: x, ";
        return DesiredState.From(_folder.Read($"tasks: [{{name: a, {command}{keys}}}]", "a.yaml"), 1, type => type + "@1");
    }
}
