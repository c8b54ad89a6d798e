using Bansuri.Host.Composition.Explanations;
using Microsoft.Extensions.Time.Testing;

namespace Bansuri.Host.Tests.Configuration;

/// <summary>Golden: what <c>validate --explain</c> says of tasks of every kind.</summary>
public sealed class ExplanationTests : IDisposable
{
    private const string Everything = """
        host: {state-directory: state}
        notifiers: {ops: {type: command, with: {command: page}}, pager: {type: sms}}
        notify-command: mail -s bansuri ops
        defaults: {timezone: Europe/Berlin, cwd: /srv}
        tasks:
          - name: report
            description: the figures of the day
            command: ./report.sh --all
            schedule-cron: "30 7 * * MON-FRI"
            times: 4
            restart-delay: 30s
            backoff-jitter: false
            timeout: 1h
            overlap: queue
            missed: once
            success-codes: [0, 3]
            user: ada
            depends-on: [{task: cache, condition: started}, db, prepare]
            essential: true
          - {name: db, command: [database, -v], forever: true, grace-period: 2m30s, stop-signal: INT, stdout: db.log, stderr: separate, notify: all, notify-with: ops}
          - {name: cache, command: cached, depends-on: db, forever: true, restart-delay: 1s, restart-delay-max: 10s, fatal-codes: [2], group: www}
          - {name: prepare, command: "set -e\nmkdir -p x\ncp a x\n", start-delay: 5s}
          - {name: sync, command: rsync a b, timer: 10m, max-runs: 3, on-fail: ignore, stdout: ignore, stderr: /var/log/sync.err, notify: [on-fail, on-recover], notify-threshold: 3, notify-after: 10m}
          - {name: ticks, command: tick, schedule-cron: "@every 90s", on-fail: restart, backoff: constant, notify: true, notify-with: pager}
          - {name: odd, command: x, schedule-cron: "0 0 1 1-6 *", jitter: 10m, missed: all, overlap: replace}
          - {name: elsewhere, command: x, schedule-cron: "CRON_TZ=Asia/Tokyo 0 9 * * *", enabled: false, stderr: ignore}
          - {name: boot, type: python, command: x.py, schedule-cron: "@reboot"}
          - {name: told, command: x, failure-control: {notify: {mode: after-fail, handler: command, handler-config: page me}}}
          - while true; do date; sleep 1; done
        """;

    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_kind_of_task_is_explained()
    {
        var config = _folder.Read(Everything);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 9, 20, 0, 0, TimeSpan.Zero));
        time.SetLocalTimeZone(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

        var lines = new Explanation(config, time, _folder.Path).Lines();

        Golden.AssertEqual(string.Join('\n', lines) + "\n");
    }

    [Fact]
    public void There_is_no_order_where_all_start_at_once() =>
        Assert.DoesNotContain(new Explanation(_folder.Read("tasks: [a, b]"), TimeProvider.System, "/").Lines(), line => line.Contains("start order", StringComparison.Ordinal));
}
