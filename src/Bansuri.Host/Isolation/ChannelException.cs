namespace Bansuri.Host.Isolation;

/// <summary>The other side said what is no message, or none that it may say now.</summary>
internal sealed class ChannelException(string message) : Exception(message);
