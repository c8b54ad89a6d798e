using Bansuri.Abstractions.Keys;
using Bansuri.Host.Configuration;
using Bansuri.Host.Reconciliation;

namespace Bansuri.Host.Tests.Configuration.Forms;

/// <summary>Whatever the form, what means the same is the same, and what does not is not.</summary>
public sealed class EquivalenceTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public EquivalenceTests()
    {
        _folder.Write("one.env", "A=1\n");
        _folder.Write("two.json", "{\"A\": 2}");
    }

    public static TheoryData<string> Keys => [.. KeySamples.All.Keys];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_key_has_samples() =>
        Assert.Equal("", string.Join(", ", KeyTable.All.Select(key => key.Name).Where(name => KeySamples.All.GetValueOrDefault(name)?.Length is not > 1)));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Documents_that_mean_the_same_are_the_same(int seed)
    {
        var dice = new Random(seed);
        for (var round = 0; round < 150 * Fuzz.FuzzFolder.Effort; round++)
        {
            FormTask[] tasks = [new("other", [(KeyTable.Find("command")!, ["\"x\""])]), .. Enumerable.Range(0, dice.Next(1, 4)).Select(at => FormTask.Random($"task-{at}", dice))];
            var taken = tasks.SelectMany(task => task.Keys).Select(pair => pair.Key).ToHashSet();
            var common = FormTask.Random("", dice).Keys.Where(pair => !taken.Contains(pair.Key) && pair.Key.Name is not ("depends-on" or "forever" or "timer" or "schedule-cron")).ToList();

            var (one, two) = (new FormWriter(tasks, common, dice).Write(), new FormWriter(tasks, common, dice).Write());
            var (before, after) = (_folder.Read(one.Text, one.Name), _folder.Read(two.Text, two.Name));

            var lines = PlanText.Lines(Planner.Plan(State(before), State(after)), _ => Presence.Active).ToList();
            Assert.True(lines.Count == 0, $"seed {seed}: {string.Join('\n', lines)}\n{one.Text}\n\n{two.Text}");
            Assert.Equal(Fingerprints(before), Fingerprints(after));
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Each_spelling_of_a_value_is_that_value_and_no_other(string key)
    {
        var values = KeySamples.All[key];
        var first = values.Select(spellings => Load(key, spellings[0])).ToList();
        for (var value = 0; value < values.Length; value++)
        {
            Assert.All(values[value], spelling => Assert.True(Planner.Plan(first[value], Load(key, spelling)).IsEmpty, $"{key}: {spelling} is not {values[value][0]}"));
            for (var another = 0; another < value; another++)
            {
                var plan = Planner.Plan(first[value], first[another]);
                Assert.False(plan.IsEmpty, $"{key}: {values[value][0]} is {values[another][0]}");
                if (key != "name")
                {
                    Assert.All(Assert.Single(plan.Changed).Fields.Where(field => !field.IsDerived), field => Assert.StartsWith(key, field.Key, StringComparison.Ordinal));
                }
            }
        }
    }

    private DesiredState Load(string key, string value)
    {
        var name = key == "name" ? "" : "\"name\": \"a\", ";
        var command = key == "command" ? "" : "\"command\": \"x\", ";
        return State(_folder.Read($$"""
            {"tasks": [{"name": "other", "command": "x"}, { {{name}}{{command}}"{{key}}": {{value}} }],
             "notifiers": {"pager": {"type": "command", "with": {"command": "page"} }, "mail": {"type": "command", "with": {"command": "mail"} } } }
            """, "form.json"));
    }

    private static DesiredState State(HostConfig config) => DesiredState.From(config, 1, _ => "g");

    private static IEnumerable<string> Fingerprints(HostConfig config) =>
        config.Tasks.OrderBy(task => task.Name, StringComparer.Ordinal).Select(task => new TaskSpec(task, "g").Fingerprint);
}
