using Bansuri.Abstractions;
using Bansuri.Host.Notifications;
using Bansuri.Host.Supervision;
using Bansuri.Host.Tests.Supervision;

namespace Bansuri.Host.Tests.Notifications;

/// <summary>What people read.</summary>
public sealed class LetterTests
{
    private static readonly Sender Host = new("n1", 4711);

    private static TaskReport Backup => Reports.Of(TaskFact.RunFailed, failedInRow: 2, at: 5) is var report
        ? report with
        {
            Attempt = 3,
            Run = report.Run! with { Slot = Tasks.Start.ToOffset(TimeSpan.FromHours(1)) },
            Task = report.Task with { Name = "backup", Times = 3, Reason = "last run failed (exit 1 after 4 s),\nnext slot tomorrow" },
        }
        : throw new InvalidOperationException();

    [Fact]
    public void A_letter_is_the_body_of_a_mail()
    {
        var letter = LetterWriter.Write(new Notice(NotifyEvents.Fail, new Sighting(Backup, ["connecting with hunter2", "\ttimed out"])), Host, new SecretMask(["hunter2"]));

        Assert.Equal("""
            backup: failed (exit 1, attempt 3 of 3, 2 failed runs in a row)

            task:        backup
            event:       on-fail
            state:       scheduled (last run failed (exit 1 after 4 s), next slot tomorrow)
            exit:        exit 1 after 4 s
            attempt:     3 of 3
            failed runs: 2 in a row
            slot:        2026-03-02 11:00:00 +01:00
            started:     2026-03-02 10:00:00 +00:00
            ended:       2026-03-02 10:00:00 +00:00
            time:        2026-03-02 10:00:05 +00:00
            node:        n1
            job:         4711
            run:         c0ffee

            last lines of output:
            connecting with ***
            	timed out

            """, letter.Text);
        Assert.Equal("backup: failed (exit 1, attempt 3 of 3, 2 failed runs in a row)", letter.Subject);
    }

    [Fact]
    public void A_program_is_told_the_same_in_variables()
    {
        var letter = LetterWriter.Write(new Notice(NotifyEvents.Fail, new Sighting(Backup, [])), Host, new SecretMask([]));

        Assert.Equal("""
            BANSURI_ATTEMPT=3
            BANSURI_ENDED_AT=2026-03-02T10:00:00+00:00
            BANSURI_EVENT=on-fail
            BANSURI_EXIT=exited(1)
            BANSURI_EXIT_CODE=1
            BANSURI_FAILED_RUNS=2
            BANSURI_NODE=n1
            BANSURI_SCHEDULED_AT=2026-03-02T11:00:00+01:00
            BANSURI_STARTED_AT=2026-03-02T10:00:00+00:00
            BANSURI_STATE=scheduled
            BANSURI_SUBJECT=backup: failed (exit 1, attempt 3 of 3, 2 failed runs in a row)
            BANSURI_TASK=backup
            BANSURI_TASK_RUN_ID=c0ffee
            BANSURI_TIMES=3
            """, string.Join('\n', letter.Variables.Select(variable => $"{variable.Key}={variable.Value}")));
    }

    [Theory]
    [InlineData(TaskFact.RunFailed, NotifyEvents.Fail, 1, "job: failed (exit 1)")]
    [InlineData(TaskFact.Held, NotifyEvents.Fail, 0, "job: held in a crash loop (exit 1, 10 failures in a row)")]
    [InlineData(TaskFact.RunSucceeded, NotifyEvents.Success, 0, "job: succeeded (exit 0)")]
    [InlineData(TaskFact.RunSucceeded, NotifyEvents.Recover, 1, "job: recovered (exit 0, after 1 failed run)")]
    [InlineData(TaskFact.RunSucceeded, NotifyEvents.Recover, 7, "job: recovered (exit 0, after 7 failed runs)")]
    [InlineData(TaskFact.Restarted, NotifyEvents.Restart, 0, "job: restarted (after exit 1)")]
    internal void The_first_line_says_it_all(TaskFact fact, NotifyEvents told, int failed, string subject)
    {
        var notice = new Notice(told, new Sighting(Reports.Of(fact, told == NotifyEvents.Fail ? failed : 0), [])) { FailedRuns = failed };

        Assert.Equal(subject, SubjectLine.Of(notice));
    }

    [Fact]
    public void A_service_that_lives_again_has_not_ended() =>
        Assert.Equal(
            "job: recovered (it has run for 60 s, after 2 failed runs)",
            SubjectLine.Of(new Notice(NotifyEvents.Recover, new Sighting(Reports.Of(TaskFact.Started), [])) { FailedRuns = 2, HealthyFor = TimeSpan.FromMinutes(1) }));

    [Theory]
    [InlineData("pass=hunter2 hunter2", "pass=*** ***")]
    [InlineData("a or an", "a or an")]
    [InlineData("MIIEowIBAAKC", "***")]
    [InlineData("hunter2000", "***")]
    public void Secrets_are_taken_out(string text, string masked) =>
        Assert.Equal(masked, new SecretMask(["hunter2", "a", "hunter2000", "--KEY--\nMIIEowIBAAKC\n--END--"]).Of(text));
}
