namespace Bansuri.Plugins.Shell;

/// <summary>None: whatever stands in <c>with</c> of a shell task is a mistake that the host reports.</summary>
public sealed record ShellOptions;
