namespace Bansuri.Host.Plugins;

/// <summary>That something may have changed: many that come before anybody looks are one.</summary>
internal sealed class Hint
{
    private volatile TaskCompletionSource _given = New();

    /// <summary>Any thread.</summary>
    public void Give() => _given.TrySetResult();

    /// <summary>True when one has come, or comes in time. By one caller at a time, who then looks.</summary>
    public async Task<bool> WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        // Once a second for as long as the host lives: nothing is thrown here when it was for nothing.
        await _given.Task.WaitAsync(longest, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (!_given.Task.IsCompleted)
        {
            return false;
        }

        // One that is given to the old one at this very moment is of a change that the look sees.
        _given = New();
        return true;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
