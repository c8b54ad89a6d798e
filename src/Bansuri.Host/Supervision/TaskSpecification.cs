using Bansuri.Abstractions;

namespace Bansuri.Host.Supervision;

/// <summary>A task as it is wanted: its identity over reloads, the name people see, and its configuration.</summary>
/// <param name="Identity">The name; for the string form its text and a count of repeats.</param>
internal sealed record TaskSpecification(string Identity, string Name, TaskConfig Config);
