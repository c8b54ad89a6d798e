using System.Collections.Immutable;
using System.Globalization;
using Bansuri.Host.Notifications;
using Bansuri.Host.Supervision;
using Bansuri.Host.Tests.Supervision;

namespace Bansuri.Host.Tests.Notifications;

/// <summary>
/// Stories in one line each: <c>10 RunFailed</c> is a fact at ten seconds, <c>look</c> that time has passed, <c>end</c> that the host ends
/// because of its tasks. What is told stands behind the arrow, in its order.
/// </summary>
public sealed class NotifyRulesTests
{
    [Theory]

    // What each event is.
    [InlineData("notify: on-fail", "1 RunFailed, 2 RunSucceeded, 3 RunFailed", "1 Fail, 3 Fail")]
    [InlineData("notify: on-fail", "1 AttemptFailed, 2 AttemptFailed, 3 RunFailed", "3 Fail")]
    [InlineData("notify: on-success", "1 RunFailed, 2 RunSucceeded, 3 RunSucceeded", "2 Success, 3 Success")]
    [InlineData("notify: on-recover", "1 RunSucceeded, 2 RunFailed, 3 RunFailed, 4 RunSucceeded, 5 RunSucceeded", "4 Recover")]
    [InlineData("notify: on-restart", "1 Started, 2 Restarted, 3 RunFailed", "2 Restart")]
    [InlineData("notify: all", "1 RunSucceeded, 2 RunFailed, 3 RunSucceeded", "1 Success, 2 Fail, 3 Recover")]
    [InlineData("notify: [on-fail, on-success]", "1 RunFailed, 2 RunSucceeded", "1 Fail, 2 Success")]
    [InlineData("notify: none", "1 RunFailed, 2 RunSucceeded", "")]

    // From the threshold on each failed run is told; a success begins anew; no recovery from what nobody heard of.
    [InlineData("notify: all, notify-threshold: 3", "1 RunFailed, 2 RunFailed, 3 RunFailed, 4 RunFailed, 5 RunSucceeded, 6 RunFailed, 7 RunSucceeded", "3 Fail, 4 Fail, 5 Recover, 7 Success")]

    // The failure must still stand after this long.
    [InlineData("notify: on-fail, notify-after: 60s", "1 RunFailed, 60 look, 61 look, 62 look", "61 Fail")]
    [InlineData("notify: all, notify-after: 60s", "1 RunFailed, 40 RunSucceeded, 61 look", "40 Success")]
    [InlineData("notify: on-fail, notify-after: 60s", "1 RunFailed, 30 RunFailed, 61 look, 70 RunFailed", "61 Fail, 70 Fail")]
    [InlineData("notify: on-fail, notify-after: 60s, notify-threshold: 2", "1 RunFailed, 30 RunFailed, 61 look, 90 look", "90 Fail")]
    [InlineData("notify: all, notify-after: 60s", "1 RunFailed, 61 look, 70 RunSucceeded", "61 Fail, 70 Recover")]

    // A stop by the operator is no news, and calls off what waits; what was told stays told.
    [InlineData("notify: all, notify-after: 60s", "1 RunFailed, 30 Suspended, 61 look", "")]
    [InlineData("notify: all, notify-after: 60s", "1 RunFailed, 30 Suspended, 40 RunFailed, 61 look, 100 look", "100 Fail")]
    [InlineData("notify: all", "1 RunFailed, 2 Suspended, 3 RunSucceeded", "1 Fail, 3 Recover")]
    [InlineData("notify: all, notify-after: 60s", "1 RunFailed, 30 Removed, 61 look", "")]
    [InlineData("notify: all", "1 RunFailed, 2 Removed, 3 RunSucceeded", "1 Fail, 3 Success")]

    // A crash loop is told once, whatever the threshold; a healthy life ends it, and a failed attempt before that does not.
    [InlineData("notify: all, notify-threshold: 5, forever: true", "1 Started, 2 AttemptFailed, 9 Held, 10 AttemptFailed, 11 AttemptFailed", "9 Fail")]
    [InlineData("notify: [on-fail, on-recover], forever: true", "9 Held, 10 Restarted, 20 AttemptFailed, 70 look, 80 Restarted, 139 look, 140 look, 200 look", "9 Fail, 140 Recover")]
    [InlineData("notify: [on-fail, on-recover], forever: true", "9 RunFailed, 10 Started, 70 look", "9 Fail, 70 Recover")]
    [InlineData("notify: all, notify-after: 100s, forever: true", "9 Held, 10 Started, 70 look, 109 look", "")]
    [InlineData("notify: all, forever: true", "1 Started, 61 look, 100 RunFailed, 101 Restarted", "100 Fail, 101 Restart")]

    // The host that ends because of its tasks tells what waits; nothing will mend it any more.
    [InlineData("notify: on-fail, notify-after: 60s", "1 RunFailed, 2 end", "2 Fail")]
    [InlineData("notify: on-fail", "1 RunFailed, 2 end", "1 Fail")]
    public void A_story_is_told_so(string keys, string story, string told)
    {
        var policy = NotifyPolicy.From(Tasks.Config(Keys(keys)));
        var (state, failed) = (Vigil.Quiet, 0);
        var notices = new List<string>();
        foreach (var line in story.Split(", "))
        {
            var (at, what) = (double.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture), line.Split(' ')[1]);
            failed = what switch { nameof(TaskFact.RunFailed) => failed + 1, nameof(TaskFact.RunSucceeded) => 0, _ => failed };
            Occurrence happened = what switch
            {
                "look" => new Occurrence.TimePassed(),
                "end" => new Occurrence.HostEnded(),
                _ => Reports.Seen(Enum.Parse<TaskFact>(what), failed),
            };
            (state, var each) = NotifyRules.Next(state, happened, policy, TimeSpan.FromSeconds(at));
            notices.AddRange(each.Select(notice => $"{at} {notice.Event}"));
        }

        Assert.Equal(told, string.Join(", ", notices));
    }

    [Fact]
    public void What_waits_is_due_by_the_policy_in_force()
    {
        var policy = NotifyPolicy.From(Tasks.Config("notify: on-fail", "notify-after: 10m"));
        var (state, _) = NotifyRules.Next(Vigil.Quiet, Reports.Seen(TaskFact.RunFailed, 1), policy, TimeSpan.FromSeconds(5));

        Assert.Equal(TimeSpan.FromSeconds(605), NotifyRules.Due(state, policy));
        var shorter = policy with { After = TimeSpan.FromSeconds(1) };
        Assert.Equal(TimeSpan.FromSeconds(6), NotifyRules.Due(state, shorter));
        (state, var notices) = NotifyRules.Next(state, new Occurrence.TimePassed(), shorter, TimeSpan.FromSeconds(7));
        Assert.Single(notices);
        Assert.Null(NotifyRules.Due(state, shorter));
    }

    [Fact]
    public void A_recovery_says_how_many_runs_had_failed()
    {
        var policy = NotifyPolicy.From(Tasks.Config("notify: all"));
        var (state, _) = NotifyRules.Next(Vigil.Quiet, Reports.Seen(TaskFact.RunFailed, 4), policy, TimeSpan.Zero);
        var (_, notices) = NotifyRules.Next(state, Reports.Seen(TaskFact.RunSucceeded), policy, TimeSpan.Zero);

        Assert.Equal(4, Assert.Single(notices).FailedRuns);
    }

    // A comma separates keys, and stands within a list as well.
    private static string[] Keys(string keys) => [.. System.Text.RegularExpressions.Regex.Split(keys, @", (?![^\[]*\])").ToImmutableArray()];
}
