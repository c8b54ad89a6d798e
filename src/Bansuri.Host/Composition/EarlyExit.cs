namespace Bansuri.Host.Composition;

/// <summary>
/// A plugin that calls <c>Environment.Exit</c> ends the whole program. The runtime asks who wants to hear of it first, and waits: so long that the
/// host can stop its tasks and close what is open (docs/decisions/0036-exceptions-that-nobody-catches.md).
/// </summary>
internal sealed class EarlyExit : IDisposable
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends the host.</summary>
    public Action<Exception>? Fail { get; set; }

    /// <summary>From now on.</summary>
    public void Guard() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        if (!_over.Task.IsCompleted && Fail is { } fail)
        {
            fail(new InvalidOperationException("code of a plugin has called Environment.Exit"));
            _over.Task.Wait();
        }
    };

    /// <summary>All is stopped and closed.</summary>
    public void Dispose() => _over.TrySetResult();
}
