using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Keys;

namespace Bansuri.Abstractions.Binding;

/// <summary>What binding an entry needs besides its nodes.</summary>
/// <param name="Host">The host's share of the defaults.</param>
/// <param name="Variables">The environment for <c>${VAR}</c>.</param>
/// <param name="RequiresCommand">Whether a task type cannot do without <c>command</c>.</param>
/// <param name="Report">Takes each diagnostic.</param>
internal sealed record BindContext(HostDefaults Host, Func<string, string?> Variables, Func<string, bool> RequiresCommand, Action<Diagnostic> Report);
