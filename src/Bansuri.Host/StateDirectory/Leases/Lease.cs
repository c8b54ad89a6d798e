using Microsoft.Extensions.Logging;

namespace Bansuri.Host.StateDirectory.Leases;

/// <summary>The right of one host to its state directory, kept by a heartbeat.</summary>
internal sealed class Lease : IAsyncDisposable
{
    private readonly LeaseFile _file;
    private readonly LeaseRecord _self;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _beat = Task.CompletedTask;

    internal Lease(LeaseFile file, LeaseRecord self, TimeProvider time)
    {
        _file = file;
        _self = self;
        _time = time;
    }

    /// <summary>Completes with the new holder when another host has taken the directory over.</summary>
    public Task<string> Lost => _lost.Task;

    /// <summary>Begins the heartbeat, at the interval of the record.</summary>
    public void Keep(ILogger log) => _beat = BeatAsync(log, _ended.Token);

    /// <summary>Ends the heartbeat and gives the directory back, if it is still ours.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ended.IsCancellationRequested)
        {
            return;
        }

        await _ended.CancelAsync();
        await _beat;
        _ended.Dispose();
        try
        {
            if (_file.Read()?.Id == _self.Id)
            {
                File.Delete(_file.Path);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Stale from now on: our process ends.
        }
    }

    private async Task BeatAsync(ILogger log, CancellationToken ended)
    {
        var failing = false;
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(_self.IntervalSeconds), _time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ended.IsCancellationRequested)
            {
                return;
            }

            try
            {
                if (_file.Read() is { } holder && holder.Id != _self.Id && holder.Id.Length > 0)
                {
                    StateEvents.LeaseLost(log, holder.ToString());
                    _lost.TrySetResult(holder.ToString());
                    return;
                }

                _file.Replace(_self with { Heartbeat = _time.GetUtcNow() });
                failing = false;
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                // Said once; a disk that is full or away comes back.
                if (!failing)
                {
                    StateEvents.HeartbeatFailed(log, problem.Message);
                }

                failing = true;
            }
        }
    }
}
