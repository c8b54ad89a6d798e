namespace Bansuri.Host.Control.Contracts;

/// <summary>An option of a task type, a key of <c>with</c>.</summary>
/// <param name="Name">As the configuration writes it.</param>
/// <param name="Allowed">What it may be, in words.</param>
/// <param name="Required">Whether an entry must have it.</param>
/// <param name="Default">As the configuration would write it; null for none.</param>
/// <param name="Description">The author's; null for none.</param>
internal sealed record OptionDocument(string Name, string Allowed, bool Required, string? Default, string? Description);
