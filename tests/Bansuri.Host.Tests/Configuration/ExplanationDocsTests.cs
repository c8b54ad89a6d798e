using Bansuri.Host.Composition.Explanations;
using Microsoft.Extensions.Time.Testing;

namespace Bansuri.Host.Tests.Configuration;

public sealed class ExplanationDocsTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_example_of_the_page_is_what_is_printed()
    {
        var config = _folder.Read("""
            tasks:
              - {name: backup, description: every night, command: ./backup.sh, cwd: /srv, schedule-cron: "0 2 * * *", times: 3, restart-delay: 30s, timeout: 1h}
            """);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 9, 20, 0, 0, TimeSpan.Zero));
        time.SetLocalTimeZone(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

        var text = string.Join('\n', new Explanation(config, time, _folder.Path).Lines().Skip(1)) + "\n";

        Assert.Contains(text, Docs.Blocks(Docs.Read("operations.md")).Select(block => block.Text));
    }
}
