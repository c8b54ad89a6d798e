using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Bansuri.Host.StateDirectory.States;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Bansuri.Host.Tests.StateDirectory;

public sealed class StateStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LineLog _log = new();

    private string StatePath => _folder["state.json"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_one_host_noted_the_next_one_knows()
    {
        var noted = new TaskRecord
        {
            Operator = OperatorStop.Disabled,
            LastSlot = new DateTimeOffset(2026, 1, 9, 2, 0, 0, TimeSpan.FromHours(1)),
            Once = new OnceResult(true, new DateTimeOffset(2026, 1, 9, 2, 1, 0, TimeSpan.Zero), 12) { RestartCount = 1, Fingerprint = "f" },
            SuccessfulRuns = 3,
        };
        await using (var first = Open())
        {
            first.Update(state => state with
            {
                Tasks = state.Tasks.SetItem("python a.py \"ü\n", noted),
                ScriptNumbers = state.ScriptNumbers.SetItem("python a.py", 2),
                Requeues = 4,
            });
        }

        await using var second = Open();
        Assert.Equal(noted, second.Current.Tasks["python a.py \"ü\n"]);
        Assert.Equal(2, second.Current.ScriptNumbers["python a.py"]);
        Assert.Equal(4, second.Current.Requeues);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(StatePath));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void All_of_a_state_is_read_as_it_was_written()
    {
        var at = new DateTimeOffset(2026, 1, 9, 2, 0, 0, 123, TimeSpan.FromHours(1));
        var state = new HostState
        {
            Runs = ImmutableDictionary<string, RunRecord>.Empty.Add("r1", new RunRecord("nightly", 71, ulong.MaxValue, "boot", "pid:[1]")),
            Succession = new Succession(12, 13),
            Last = new LastHost("n1", at) { JobId = 12, EndedAt = at, Reason = "SIGTERM", Tasks = [new LastTask("nightly", "succeeded", "exit 0", 3)] },
        };

        var read = StateEnvelope.Read(StateEnvelope.Write(state, new ArrayBufferWriter<byte>()).ToArray());

        Assert.Equal(state.Runs, read.Runs);
        Assert.Equal(state.Succession, read.Succession);
        Assert.Equal(state.Last.Tasks, read.Last!.Tasks); // not null, as written
        Assert.Equal(state.Last with { Tasks = [] }, read.Last with { Tasks = [] });
    }

    [Fact]
    public void What_a_newer_version_adds_is_passed_over_and_what_an_older_one_lacked_is_empty()
    {
        const string State = """{"requeues":4,"tasks":{"a":{"operator":"Disabled","new":{"x":[1]}}},"runs":null,"future":[{}]}""";
        var sum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(State)));

        var read = StateEnvelope.Read(Encoding.UTF8.GetBytes($$"""{"version":1,"state":{{State}},"sha256":"{{sum}}"}"""));

        Assert.Equal((4, OperatorStop.Disabled), (read.Requeues, read.Tasks["a"].Operator));
        Assert.Empty(read.Runs);
        Assert.Null(read.Last);
    }

    [Fact]
    public async Task A_flush_returns_when_the_file_has_the_update()
    {
        await using var store = Open();

        store.Update(state => state with { Requeues = 9 });
        await store.FlushAsync();

        Assert.Equal(9, StateEnvelope.Read(await File.ReadAllBytesAsync(StatePath, TestContext.Current.CancellationToken)).Requeues);
    }

    [Fact]
    public async Task A_flush_does_not_wait_for_the_pause_between_two_writes()
    {
        // This clock stands still, so that the pause after the first write never ends by itself.
        await using var store = StateStore.Open(_folder.Path, _log, new FakeTimeProvider());
        foreach (var number in Enumerable.Range(1, 100))
        {
            store.Update(state => state with { Requeues = number });
            await store.FlushAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }

        Assert.Equal(100, StateEnvelope.Read(await File.ReadAllBytesAsync(StatePath, TestContext.Current.CancellationToken)).Requeues);
    }

    [Fact]
    public async Task A_thousand_updates_are_all_there_at_the_end()
    {
        await using (var store = Open())
        {
            Parallel.For(0, 1000, _ => store.Update(state => state with { Requeues = state.Requeues + 1 }));
        }

        await using var next = Open();
        Assert.Equal(1000, next.Current.Requeues);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"version":1,"sha256":"00","state":{}}""")]
    [InlineData("""{"version":2,"sha256":"00","state":{}}""")]
    [InlineData("""{"version":"x"}""")]
    public async Task A_damaged_file_is_set_aside_and_said_so(string content)
    {
        await File.WriteAllTextAsync(StatePath, content, TestContext.Current.CancellationToken);

        await using var store = Open();

        Assert.Equal(HostState.Empty, store.Current);
        Assert.False(File.Exists(StatePath));
        Assert.Equal(content, await File.ReadAllTextAsync(Directory.GetFiles(_folder.Path).Single(), TestContext.Current.CancellationToken));
        Assert.Contains("is damaged", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_by_hand_does_not_pass_for_the_truth()
    {
        await using (var store = Open())
        {
            store.Update(state => state with { Requeues = 1 });
        }

        var text = await File.ReadAllTextAsync(StatePath, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(StatePath, text.Replace("\"requeues\":1", "\"requeues\":0", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        await using var next = Open();
        Assert.Contains("checksum", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_fails_is_said_once_and_harms_nothing()
    {
        await using var store = Open();
        Directory.Delete(_folder.Path);

        for (var count = 1; count <= 3; count++)
        {
            var requeues = count;
            store.Update(state => state with { Requeues = requeues });
            Assert.False(await store.FlushAsync());
        }

        Assert.Contains("cannot write", Assert.Single(_log.Lines), StringComparison.Ordinal);
        Directory.CreateDirectory(_folder.Path);
        store.Update(state => state with { Requeues = 4 });
        Assert.True(await store.FlushAsync());
        Assert.True(File.Exists(StatePath));
        Assert.Contains("is written again", _log.Lines[^1], StringComparison.Ordinal);
    }

    private StateStore Open() => StateStore.Open(_folder.Path, _log, TimeProvider.System);

    private sealed class LineLog : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Lines)
            {
                Lines.Add(formatter(state, exception));
            }
        }
    }
}
