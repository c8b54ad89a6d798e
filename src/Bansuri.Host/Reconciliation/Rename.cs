namespace Bansuri.Host.Reconciliation;

/// <summary>A removal and an addition of tasks that differ in nothing but their name.</summary>
/// <param name="Old">The name that is gone.</param>
/// <param name="New">The name that came.</param>
internal sealed record Rename(string Old, string New);
