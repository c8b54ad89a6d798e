using System.Text;

namespace Bansuri.Acceptance.Tests.Reload.Edits;

/// <summary>One host and what must be true of it, from edit to edit.</summary>
internal sealed class EditSession : IAsyncDisposable
{
    private readonly Random _dice;
    private readonly Editor _editor;
    private readonly Writer _writer;
    private readonly ScriptNames _names = new();
    private readonly Revisions _revisions = new();
    private readonly Dictionary<string, Expectation> _expected = new(StringComparer.Ordinal);
    private readonly List<string> _story = [];
    private readonly Sandbox _sandbox;
    private readonly int _seed;
    private EditedConfig _config = new();
    private EditedHost _host = null!; // set by StartAsync, which alone makes sessions
    private (string First, string Second) _texts;
    private int _errors;

    private EditSession(Sandbox sandbox, int seed)
    {
        (_sandbox, _seed, _dice) = (sandbox, seed, new Random(seed));
        _editor = new Editor(_dice, sandbox.Folder);
        _writer = new Writer(_dice);
    }

    public static async Task<EditSession> StartAsync(Sandbox sandbox, int seed)
    {
        var session = new EditSession(sandbox, seed);
        var first = session._editor.First();
        session._names.Accept(session._names.Name(first));
        session._texts = session._writer.Write(first);
        session._host = await EditedHost.StartAsync(sandbox, session._texts, first.EnvironmentVersion);
        session.Accept(first);
        session._revisions.Apply(session.Content(first));
        await session.CheckAsync();
        return session;
    }

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        return ValueTask.CompletedTask;
    }

    public async Task StepAsync(int number)
    {
        _story.Add($"{number}");
        await (_dice.Next(100) switch
        {
            < 20 => RewriteAsync(),
            < 28 => SpoilEntriesAsync(),
            < 36 => SpoilBytesAsync(),
            < 44 => OrderAsync(),
            _ => EditAsync(),
        });
        await CheckAsync();
    }

    private async Task EditAsync()
    {
        var next = _config.Copy();
        Tell(_editor.Edit(next));
        var numbers = _names.Name(next);
        Save(next);
        var lines = Forecast(next).Lines(_expected);
        var (plan, done) = await ReloadAsync();
        if (lines.Count == 0)
        {
            Equal("unchanged", done.Outcome);
        }
        else
        {
            Equal(Text(lines), Text(plan.Changes.Select(Edits.Forecast.Sorted).Order(StringComparer.Ordinal)));
            Equal("applied", done.Outcome);
            _revisions.Apply(Content(next));
        }

        Equal(Text(plan.Changes), Text(lines.Count == 0 ? plan.Changes : done.Changes));
        Accept(next);
        _names.Accept(numbers);
        _errors = 0;
    }

    private async Task RewriteAsync()
    {
        Tell("another form");
        Save(_config);
        var (plan, done) = await ReloadAsync();
        Equal(("unchanged", "", "unchanged"), (plan.Outcome, Text(plan.Changes), done.Outcome));
        _errors = 0;
    }

    private async Task SpoilEntriesAsync()
    {
        var (name, spoil) = Vandal.Entries[_dice.Next(Vandal.Entries.Length)];
        var next = _config.Copy();
        Tell($"{name} after {_editor.Edit(next)}");
        _names.Name(next);
        Save(next, spoil);
        await RejectAsync(Content(next));
    }

    private async Task SpoilBytesAsync()
    {
        var (name, spoil) = Vandal.Bytes[_dice.Next(Vandal.Bytes.Length)];
        Tell(name);
        var bytes = spoil(_dice, _texts.First);
        _host.SaveBytes(bytes);
        await RejectAsync(bytes is null ? name : Convert.ToHexString(bytes));
    }

    // What is rejected is counted, and changes nothing: not even the names of texts that it has.
    private async Task RejectAsync(string content)
    {
        var (plan, done) = await ReloadAsync();
        Equal(("rejected", "rejected"), (plan.Outcome, done.Outcome));
        Equal(Text(plan.Errors), Text(done.Errors));
        Assert.NotEmpty(done.Errors);
        var number = _revisions.Reject(content);
        Assert.True(done.Message.StartsWith($"config revision {number} rejected (", StringComparison.Ordinal) && done.Message.EndsWith($", still running revision {_revisions.Applied}", StringComparison.Ordinal), Report(done.Message));
        _errors = done.Errors.Count;
    }

    private async Task OrderAsync()
    {
        var task = _config.Tasks[_dice.Next(_config.Tasks.Count)];
        var expected = _expected[task.Identity];
        if (IsDisabled(task))
        {
            Tell("nothing");
            return;
        }

        var order = expected.IsSuspended ? "start" : task.IsLong && _dice.Next(2) == 0 ? "restart" : "stop";
        Tell($"{order} {task.Name}");
        await _host.OrderAsync(task.Name, order);
        expected.IsSuspended = expected.IsStopped = order == "stop";
        if (order == "stop")
        {
            expected.End();
        }
        else
        {
            Edits.Forecast.Begin(task, expected);
        }
    }

    private bool IsDisabled(EditedTask task) => task.Value(EditKey.Enabled, _config.Defaults) == "false";

    private Forecast Forecast(EditedConfig next) => new(_config, next, _sandbox.Folder);

    private void Accept(EditedConfig next)
    {
        Forecast(next).Apply(_expected);
        _config = next;
    }

    private void Save(EditedConfig config, Action<Random, List<object>>? spoil = null)
    {
        _texts = _writer.Write(config, spoil);
        _host.Save(_texts, config.EnvironmentVersion);
    }

    private async Task<(ReloadView Plan, ReloadView Done)> ReloadAsync() => (await _host.PlanAsync(), await _host.ReloadAsync());

    // Two files and the variables are the content; those that nothing mentions are not.
    private string Content(EditedConfig config) =>
        $"{_texts.First}\0{_texts.Second}\0{(config.Tasks.Any(task => task.HasEnvironmentFile) ? config.EnvironmentVersion : 0)}";

    private async Task CheckAsync()
    {
        var inspection = new Inspection(_host, _config, _expected);
        var problems = new List<string>();
        await Wait.UntilAsync(
            async () =>
            {
                problems = [.. inspection.Problems(await _host.TasksAsync())];
                return problems.Count == 0;
            },
            () => Report(string.Join('\n', problems)));
        var config = await _host.ConfigAsync();
        Equal((_revisions.Applied, _errors), (config.Revision, config.Errors.Count));
    }

    private void Tell(string what) => _story[^1] += " " + what;

    private void Equal<T>(T expected, T actual) => Assert.True(Equals(expected, actual), Report($"expected:\n{expected}\nactual:\n{actual}"));

    private static string Text<T>(IEnumerable<T> lines) => string.Join('\n', lines);

    private string Report(string problem) => new StringBuilder($"seed {_seed}: {problem}\n\nthe last edits:\n")
        .AppendJoin('\n', _story.TakeLast(6))
        .Append($"\n\n{EditedHost.File}:\n{_texts.First}\n\n{Writer.Second}:\n{_texts.Second}\n\n")
        .AppendJoin('\n', _host.Log.Split('\n').TakeLast(40))
        .ToString();
}
