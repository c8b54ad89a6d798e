using System.Collections.Immutable;
using Bansuri.Host.Notifications;
using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Lifecycles;
using Bansuri.Host.Tests.Processes;
using Bansuri.Host.Tests.Supervision;

namespace Bansuri.Host.Tests.Notifications;

/// <summary>From the end of a run to the letter, with supervisors whose clock and attempts the test plays.</summary>
public sealed class DeskTests : IAsyncDisposable
{
    private readonly Stage _stage = new();
    private readonly FakeNotifier _ops = new("ops");
    private readonly NotificationDesk _desk;
    private ImmutableArray<INotifier> _notifiers;

    public DeskTests()
    {
        _notifiers = [_ops];
        var start = _stage.Time.GetTimestamp();
        _desk = new NotificationDesk(new DeskServices
        {
            Time = _stage.Time,
            Now = () => new Moment(_stage.Time.GetLocalNow(), _stage.Time.GetElapsedTime(start)),
            Config = name => _stage.Board.Specification(name)?.Config,
            Notifiers = _ => _notifiers,
            Output = report => [$"output of {report.Run?.Id.Length}"],
            Mask = _ => new SecretMask([]),
            Sender = new Sender("n1", null),
            Log = _stage.Log,
        });
        _stage.Board.Reported += _desk.Take;
    }

    public async ValueTask DisposeAsync()
    {
        await _stage.DisposeAsync();
        await _desk.DisposeAsync();
    }

    [Fact]
    public async Task A_run_that_failed_for_good_is_told_once_after_its_last_attempt()
    {
        _stage.Runner.Quick["job"] = 1;
        _stage.Add("times: 3", "restart-delay: 1s", "notify: on-fail");
        await _stage.Time.SleepOverAsync(TimeSpan.FromSeconds(1));
        await _stage.Time.SleepOverAsync(TimeSpan.FromSeconds(2));
        await ToldAsync("job: failed (exit 1, attempt 3 of 3)");

        Assert.Contains("\nlast lines of output:\noutput of 32\n", _ops.Told.Single().Text, StringComparison.Ordinal);
        Assert.Contains("state:       failed (exit 1 ", _ops.Told.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_a_restart_and_the_shutdown_tell_nobody()
    {
        _stage.Add("forever: true", "notify: all");
        await _stage.UntilAsync(TaskState.Running);
        await _stage.Order(TaskOrder.Restart).InTime();
        await _stage.UntilAsync(task => task is { State: TaskState.Running, Runs: 2 });
        await _stage.Order(TaskOrder.Stop).InTime();
        await _stage.Order(TaskOrder.Start).InTime();
        await _stage.UntilAsync(task => task is { State: TaskState.Running, Runs: 3 });
        _stage.Edit(ChangeKinds.Restart, "forever: true", "notify: all", "command: other");
        await _stage.UntilAsync(task => task is { State: TaskState.Running, Runs: 4 });
        await _stage.Board.ShutDownAsync().InTime();
        await EndAsync(isForTasks: false);

        Assert.Empty(_ops.Told);
    }

    [Fact]
    public async Task A_run_that_fails_while_it_is_stopped_is_no_news()
    {
        _stage.Runner.Deaf.Add("job");
        _stage.Add("forever: true", "on-fail: stop", "notify: all");
        var attempt = await _stage.Runner.AttemptAsync("job");
        await _stage.UntilAsync(TaskState.Running);
        var stop = _stage.Order(TaskOrder.Stop);
        await _stage.UntilAsync(TaskState.Stopping);
        attempt.End(1);
        await stop.InTime();
        await EndAsync(isForTasks: true);

        Assert.Empty(_ops.Told);
    }

    [Fact]
    public async Task A_failure_that_waits_is_told_in_its_time()
    {
        _stage.Runner.Quick["job"] = 1;
        _stage.Add("notify: on-fail", "notify-after: 30s");
        await _stage.UntilAsync(TaskState.Failed);
        await _stage.Time.SleepOverAsync(TimeSpan.FromSeconds(30));
        await ToldAsync("job: failed (exit 1)");
    }

    [Fact]
    public async Task An_edit_of_what_waits_counts_at_once()
    {
        _stage.Runner.Quick["job"] = 1;
        _stage.Add("notify: on-fail", "notify-after: 1h");
        await _stage.UntilAsync(TaskState.Failed);
        await Eventually.TrueAsync(() => _stage.Time.Sleepers > 0, "a failure that waits");
        _stage.Edit(ChangeKinds.None, "notify: on-fail", "notify-after: 0s");
        await _stage.SettleAsync();
        _desk.Look();
        await ToldAsync("job: failed (exit 1)");
    }

    [Fact]
    public async Task What_waits_is_told_when_the_host_ends_because_of_its_tasks()
    {
        _stage.Runner.Quick["job"] = 1;
        _stage.Add("notify: on-fail", "notify-after: 1h");
        await _stage.UntilAsync(TaskState.Failed);
        await _stage.SettleAsync();
        await EndAsync(isForTasks: true);

        Assert.Equal("job: failed (exit 1)", _ops.Told.Single().Subject);
    }

    [Fact]
    public async Task The_next_slot_does_not_hide_the_failure_of_the_last()
    {
        _stage.Add("schedule-cron: * * * * *", "overlap: queue", "notify: on-fail");
        await _stage.PassAsync(TimeSpan.FromMinutes(2));
        var first = await _stage.Runner.AttemptAsync("job");
        await _stage.PassAsync(TimeSpan.FromMinutes(1));
        first.End(3);
        await _stage.Runner.AttemptAsync("job", 2);
        await ToldAsync("job: failed (exit 3)");

        Assert.Contains($"run:         {first.Order.RunId}\n", _ops.Told.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_notifier_it_is_a_line_in_the_log()
    {
        _notifiers = [];
        _stage.Runner.Quick["job"] = 1;
        _stage.Add("notify: on-fail");
        await _stage.SaidAsync("job: failed (exit 1): on-fail, and no notifier to tell it");
    }

    [Fact]
    public async Task A_lost_dependency_is_a_failure_without_a_run()
    {
        _stage.Runner.Quick["db"] = 1;
        _stage.Add([["name: db"], ["name: web", "depends-on: [db]", "notify: on-fail"]]);
        await ToldAsync("web: failed (db: failed)");

        Assert.DoesNotContain("run:", _ops.Told.Single().Text, StringComparison.Ordinal);
    }

    private Task ToldAsync(string subject) => Eventually.TrueAsync(
        () => _ops.Told.Count == 1 && _ops.Told.Single().Subject == subject,
        $"'{subject}'; there are {string.Join(" | ", _ops.Told.Select(letter => letter.Subject))}");

    private Task EndAsync(bool isForTasks) => _desk.EndAsync(isForTasks, Eventually.Limit, TestContext.Current.CancellationToken).InTime();
}
