using System.IO.Compression;
using Bansuri.Host.Cli;
using Bansuri.Host.StateDirectory.States;
using Bansuri.Host.Tests.Control;
using Bansuri.Host.Tests.Slurm;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bansuri.Host.Tests.Cli;

/// <summary><c>logs</c> where no host runs any more, from the files alone.</summary>
public sealed class LeftLogsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bansuri-left-");

    private string State => Path.Combine(_folder.FullName, ".bansuri");

    [Fact]
    public async Task The_files_of_a_host_that_has_ended_are_shown_and_it_is_said()
    {
        Leave("backup.log", "three\n");
        Leave("backup.log.1", "two\n");
        Compressed("backup.log.2.gz", "one\n");
        await using (var store = StateStore.Open(State, NullLogger.Instance, TimeProvider.System))
        {
            store.Update(state => state with { Last = new LastHost("n1", FakeHost.Now) { EndedAt = FakeHost.Now - TimeSpan.FromMinutes(5), Reason = "SIGTERM" } });
        }

        var run = await RunAsync("backup", "--state-directory", State);

        Assert.Equal((0, "one\ntwo\nthree\n"), (run.Code, run.Out));
        Assert.Equal($"the host of {State} has ended, 2026-01-09 11:01:18 +01:00 (5m ago): SIGTERM\nthese lines are from the files in {State}/logs\n", run.Error);
        Assert.Equal("one\ntwo\nthree\n", (await RunAsync("backup", "-f", "-c", Path.Combine(_folder.FullName, "bansuri.yaml"))).Out);
    }

    [Fact]
    public async Task Lines_are_chosen_as_a_host_chooses_them()
    {
        Leave("a.log", "one\ntwo\n");
        Leave("a.err.log", "trouble\n");
        Leave("b.log", "one\n");

        Assert.Equal("[a] one\n[b] one\n", (await RunAsync("*", "--grep", "one", "--state-directory", State)).Out);
        Assert.Equal("two\n", (await RunAsync("a", "-n", "1", "--state-directory", State)).Out);
        Assert.Equal("[a] trouble\n[b] one\n", (await RunAsync("a", "b", "--stderr", "--state-directory", State)).Out);
        Assert.Equal((ExitCodes.Usage, ""), Outcome(await RunAsync("a", "--grep", "(", "--state-directory", State)));
    }

    [Fact]
    public async Task Nothing_is_written_there()
    {
        Leave("a.log", "unfinished");

        Assert.Equal("unfinished\n", (await RunAsync("a", "--state-directory", State)).Out);

        Assert.Equal(["a.log"], Directory.EnumerateFileSystemEntries(Path.Combine(State, "logs")).Select(Path.GetFileName));
        Assert.Equal(["logs"], Directory.EnumerateFileSystemEntries(State).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("other")]
    [InlineData("../logs/a")]
    public async Task A_task_without_files_is_an_error(string name)
    {
        Leave("a.log", "one\n");

        var run = await RunAsync(name, "--state-directory", State);

        Assert.Equal((ExitCodes.NoSuchTask, ""), Outcome(run));
        Assert.Equal($"error: no host with the state directory '{State}' runs on this node; and no file of '{name}' is in '{State}/logs'\n", run.Error);
    }

    [Fact]
    public async Task Without_a_state_directory_no_host_is_no_host()
    {
        Assert.Equal((ExitCodes.NoHost, ""), Outcome(await RunAsync("a", "--state-directory", State)));
    }

    [Fact]
    public async Task The_job_of_a_host_that_has_ended_leads_to_its_files()
    {
        Leave("a.log", "one\n");
        await using (var store = StateStore.Open(State, NullLogger.Instance, TimeProvider.System))
        {
            store.Update(state => state with { Last = new LastHost("n7", FakeHost.Now) { JobId = 12 } });
        }

        var slurm = new FakeSlurm();
        slurm.Answers("squeue -h -t all -j 12", $"12|COMPLETED|{Environment.UserName}|n7|2026-03-02T10:00:00|12|{_folder.FullName}|bansuri\n");

        var run = await CommandRun.OfAsync(["logs", "a", "--job", "12"], new RecordedRunner(), slurm: slurm);

        Assert.Equal((0, "one\n"), Outcome(run));
        Assert.StartsWith("job 12 has ended (COMPLETED)", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static (int Code, string Out) Outcome(CommandRun run) => (run.Code, run.Out);

    private static Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(["logs", .. arguments], new RecordedRunner());

    private string Place(string name) => Path.Combine(Directory.CreateDirectory(Path.Combine(State, "logs")).FullName, name);

    private void Leave(string name, string text) => File.WriteAllText(Place(name), text);

    private void Compressed(string name, string text)
    {
        using var file = new StreamWriter(new GZipStream(File.Create(Place(name)), CompressionMode.Compress));
        file.Write(text);
    }
}
