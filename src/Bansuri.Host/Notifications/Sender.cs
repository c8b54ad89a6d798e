namespace Bansuri.Host.Notifications;

/// <summary>The host that a letter comes from.</summary>
/// <param name="Node">The node that it runs on.</param>
/// <param name="JobId">The Slurm job that it runs in; null outside of one.</param>
internal sealed record Sender(string Node, long? JobId);
