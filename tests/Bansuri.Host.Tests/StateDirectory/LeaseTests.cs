using Bansuri.Host.StateDirectory.Kernel;
using Bansuri.Host.StateDirectory.Leases;
using Bansuri.Host.Tests.Control;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bansuri.Host.Tests.StateDirectory;

public sealed class LeaseTests : IDisposable, IJobs
{
    private const long JobThatEnded = 7;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_host_gets_the_lease_and_gives_it_back()
    {
        var result = await AcquireAsync(Record("a"));

        Assert.Null(result.Message);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["lease.json"]));
        await result.Lease!.DisposeAsync();
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_second_host_is_refused_while_the_first_runs()
    {
        // The process that started this one surely runs.
        var parent = ProcessStamp.Of(1)!.Value;
        await using var first = (await AcquireAsync(Record("a") with { Pid = parent.Pid, StartTime = parent.StartTime })).Lease!;

        var second = await AcquireAsync(Record("b"));

        Assert.Null(second.Lease);
        Assert.Contains("is in use by another host: pid 1 on ", second.Message, StringComparison.Ordinal);
        Assert.Equal("a", new LeaseFile(_folder.Path).Read()!.Id);
    }

    [Fact]
    public async Task A_host_that_was_killed_is_succeeded_with_a_word()
    {
        // Pid 1 runs, but did not start at tick 1: its number alone proves nothing.
        Assert.NotNull((await AcquireAsync(Record("a") with { Pid = 1, StartTime = 1 })).Lease);

        var second = await AcquireAsync(Record("b"));

        Assert.NotNull(second.Lease);
        Assert.StartsWith("took the state directory over from pid 1 on ", second.Message, StringComparison.Ordinal);
        Assert.EndsWith(": its process has ended", second.Message, StringComparison.Ordinal);
        Assert.Equal("b", new LeaseFile(_folder.Path).Read()!.Id);
    }

    [Fact]
    public async Task Of_many_hosts_that_take_a_stale_lease_at_once_one_wins()
    {
        Assert.NotNull((await AcquireAsync(Record("dead") with { Host = "gone", JobId = JobThatEnded })).Lease);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            Task.Run(() => AcquireAsync(Record($"host-{number}") with { Host = $"n{number}" }))));

        Assert.Single(results, result => result.Lease is not null);
        Assert.All(results.Where(result => result.Lease is null), result =>
            Assert.Contains("is in use by another host", result.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_damaged_lease_is_no_free_pass()
    {
        await File.WriteAllTextAsync(_folder["lease.json"], "{", TestContext.Current.CancellationToken);

        var refused = await AcquireAsync(Record("a"));

        Assert.Null(refused.Lease);
        Assert.Contains("lease.json is damaged", refused.Message, StringComparison.Ordinal);

        File.SetLastWriteTimeUtc(_folder["lease.json"], TimeProvider.System.GetUtcNow().UtcDateTime - TimeSpan.FromHours(1));
        Assert.NotNull((await AcquireAsync(Record("a"), takeOver: true)).Lease);
    }

    [Fact]
    public async Task The_heartbeat_goes_on_and_a_host_that_lost_its_lease_learns_it()
    {
        var record = Record("a") with { IntervalSeconds = 0.02 };
        await using var lease = (await AcquireAsync(record)).Lease!;
        var file = new LeaseFile(_folder.Path);

        lease.Keep(NullLogger.Instance);
        await Eventually.TrueAsync(() => file.Read()!.Heartbeat > record.Heartbeat);

        // One that falls between the look and the write of a heartbeat is written over; a host that takes a lease looks again for that reason.
        await Eventually.TrueAsync(() =>
        {
            file.Replace(Record("thief") with { Pid = 4242 });
            return lease.Lost.IsCompleted;
        });

        Assert.StartsWith("pid 4242 on ", await lease.Lost, StringComparison.Ordinal);
        await lease.DisposeAsync();
        Assert.Equal("thief", file.Read()!.Id);
    }

    Task<bool?> IJobs.IsGoneAsync(long jobId, CancellationToken cancellationToken) => Task.FromResult<bool?>(jobId == JobThatEnded ? true : null);

    private Task<LeaseResult> AcquireAsync(LeaseRecord self, bool takeOver = false) => new LeaseDesk(this, TimeProvider.System)
        .AcquireAsync(new LeaseRequest(_folder.Path, self) { TakeOver = takeOver }, TestContext.Current.CancellationToken);

    private static LeaseRecord Record(string id)
    {
        var node = NodeIdentity.Read();
        var now = TimeProvider.System.GetUtcNow();
        return new LeaseRecord
        {
            Id = id,
            Host = node.Host,
            BootId = node.BootId,
            PidNamespace = node.PidNamespace,
            Pid = ProcessStamp.Self.Pid,
            StartTime = ProcessStamp.Self.StartTime,
            StartedAt = now,
            Heartbeat = now,
            IntervalSeconds = 30,
        };
    }
}
