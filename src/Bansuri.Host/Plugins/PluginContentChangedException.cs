namespace Bansuri.Host.Plugins;

/// <summary>The folder was written to while it was copied: nothing is wrong, only too early.</summary>
internal sealed class PluginContentChangedException : Exception;
