using System.Diagnostics.CodeAnalysis;

namespace Bansuri.Host.Plugins;

/// <summary>That something may have changed: many that come before anybody looks are one.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A late event may still release the semaphore, which holds nothing but memory.")]
internal sealed class Hint
{
    private readonly SemaphoreSlim _given = new(0, 1);

    /// <summary>Any thread.</summary>
    public void Give()
    {
        try
        {
            _given.Release();
        }
        catch (SemaphoreFullException)
        {
            // One is enough.
        }
    }

    /// <summary>True when one has come, or comes in time.</summary>
    public async Task<bool> WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var given = _given.WaitAsync(over.Token);
        await Task.WhenAny(given, Task.Delay(longest, time, over.Token));
        var isGiven = given.IsCompletedSuccessfully;
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return isGiven || given.IsCompletedSuccessfully;
    }
}
