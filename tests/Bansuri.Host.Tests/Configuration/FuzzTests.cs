using System.Diagnostics;
using System.Text;
using Bansuri.Host.Reconciliation;

namespace Bansuri.Host.Tests.Configuration;

/// <summary>Whatever is in a file, reading it ends with a configuration or with errors, and never with an exception.</summary>
public sealed class FuzzTests : IDisposable
{
    private const string Sample = """
        # a comment
        version: "1"
        x-base: &base {timeout: 10m, environment: {LANG: C, PATH: "${PATH:-/bin}"}}
        defaults: {failure-control: {times: 3}}
        host: {check-interval: 5s, log: {level: debug}}
        tasks:
          - python script.py
          - {name: a, command: x, <<: *base}
          - name: ünï
            command: |
              several
              lines
          - name: b
            command: [run, "it\n"]
            scheduling: {scheduler: cron, params: "0 2 * * *"}
            depends-on: [{task: a, condition: started}]
            ready: {tcp: "localhost:80", period: 1s}

        """;

    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.yaml")]
    [InlineData("a.json")]
    public void A_text_that_ends_anywhere_is_read_to_its_end(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name == "a.json" ? Docs.Blocks(Docs.Read("configuration.md")).First(block => block.Language == "json").Text : Sample);
        for (var length = 0; length < bytes.Length; length++)
        {
            LoadBytes(name, bytes[..length]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Flipped_and_moved_bytes_are_read_to_their_end(int seed)
    {
        var dice = new Random(seed);
        var original = Encoding.UTF8.GetBytes(Sample);
        for (var round = 0; round < 400; round++)
        {
            var bytes = original.ToArray();
            for (var change = dice.Next(1, 6); change > 0; change--)
            {
                bytes[dice.Next(bytes.Length)] = dice.Next(3) == 0 ? (byte)dice.Next(256) : bytes[dice.Next(bytes.Length)];
            }

            LoadBytes(round % 2 == 0 ? "a.yaml" : "a", bytes);
        }
    }

    [Fact]
    public void Ten_thousand_tasks_are_read_and_planned_quickly()
    {
        var text = new StringBuilder("tasks:\n");
        for (var task = 0; task < 10_000; task++)
        {
            text.Append($"  - name: task-{task}\n    command: run {task}\n    times: 3\n    timeout: 10m\n    environment: {{N: {task}}}\n");
        }

        var before = _folder.Read(text.ToString());
        var clock = Stopwatch.StartNew();
        var after = _folder.Read(text.Replace("run 77\n", "walk 77\n").ToString());
        var read = clock.Elapsed;
        clock.Restart();
        var plan = Planner.Plan(DesiredState.From(before, 1, _ => "g"), DesiredState.From(after, 2, _ => "g"));

        TestContext.Current.TestOutputHelper?.WriteLine($"read {read.TotalMilliseconds:0} ms, plan {clock.Elapsed.TotalMilliseconds:0} ms");
        Assert.Equal("task-77", Assert.Single(plan.Changed).New.Name);
        Assert.True(read < TimeSpan.FromSeconds(20), $"{read}"); // a noisy machine; the bench has the figure
    }

    private void LoadBytes(string name, byte[] bytes)
    {
        File.WriteAllBytes(Path.Combine(_folder.Path, name), bytes);
        var result = _folder.Load(name);

        Assert.True(result.Config is not null || result.Diagnostics.Length > 0);
        Assert.DoesNotContain("   at ", _folder.Render(result), StringComparison.Ordinal);
    }
}
