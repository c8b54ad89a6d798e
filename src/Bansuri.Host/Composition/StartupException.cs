namespace Bansuri.Host.Composition;

/// <summary>The host cannot start; the message says why and what to do. Exit code 2.</summary>
internal sealed class StartupException(string message) : Exception(message);
