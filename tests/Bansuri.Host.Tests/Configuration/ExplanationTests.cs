using Bansuri.Host.Reconciliation;

namespace Bansuri.Host.Tests.Configuration;

public sealed class ExplanationTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_explanation_says_when_how_often_and_after_what()
    {
        var config = _folder.Read("""
            tasks:
              - {name: report, command: ./report, schedule-cron: "@daily", times: 4, depends-on: {task: db, condition: started}, cwd: /srv}
              - {name: db, command: [database, -v], forever: true, cwd: /srv}
            """);
        var midnight = new DateTimeOffset(2026, 1, 9, 0, 0, 0, TimeSpan.FromHours(1));

        Assert.Equal(
            [
                "db: runs for ever, starts in step 1 of 2",
                "  command: database -v (type shell, in /srv)",
                "  attempts: unlimited, waits of about 1s, 2s, 4s, 8s, 16s, 32s, ...",
                "report: runs at '@daily', starts in step 2 of 2",
                "  command: ./report (type shell, in /srv)",
                "  attempts: 4, waits of about 1s, 2s, 4s",
                "  waits for: db (started)",
                "  next: 2026-01-09 00:00:00+01:00, 2026-01-10 00:00:00+01:00",
            ],
            Explanation.Lines(config, _ => [midnight, midnight.AddDays(1)]));
    }

    [Fact]
    public void What_has_no_slots_is_explained_without_them()
    {
        var config = _folder.Read("tasks: [{name: x, command: y, schedule-cron: '@reboot'}]");

        Assert.DoesNotContain(Explanation.Lines(config, _ => []), line => line.StartsWith("  next", StringComparison.Ordinal));
    }
}
