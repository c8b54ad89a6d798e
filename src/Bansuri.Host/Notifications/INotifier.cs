namespace Bansuri.Host.Notifications;

/// <summary>A way to reach somebody.</summary>
internal interface INotifier
{
    /// <summary>For <c>notify-with</c> and the log.</summary>
    string Name { get; }

    /// <summary>Delivers a letter, or gives up after a time that it bounds itself. Nothing that it has started is left when it completes.</summary>
    /// <returns>Null when it is delivered, else what went wrong, in a few words.</returns>
    Task<string?> DeliverAsync(Letter letter, CancellationToken giveUp);
}
