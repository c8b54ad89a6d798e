namespace Bansuri.Host.Configuration.Schema;

/// <summary>A task type as the schema names it.</summary>
/// <param name="Name">What a configuration gives as <c>type</c>.</param>
/// <param name="Description">One line; may be empty.</param>
/// <param name="Options">The JSON Schema of its <c>with</c>; null when the type reads that by itself.</param>
internal sealed record TypeSchema(string Name, string Description, string? Options);
