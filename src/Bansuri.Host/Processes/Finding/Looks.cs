namespace Bansuri.Host.Processes.Finding;

/// <summary>The two ways to look through /proc that all sets of an engine share.</summary>
internal sealed record Looks(SharedScan Whole, QuickLook Quick);
