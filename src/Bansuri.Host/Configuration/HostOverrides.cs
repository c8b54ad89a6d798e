using System.Collections.Immutable;

namespace Bansuri.Host.Configuration;

/// <summary>
/// The flags of <c>bansuri run</c> as texts by the name of the setting, e.g. <c>check-interval</c> or <c>log.file</c>; a flag that was
/// repeated stands several times. They win over <c>BANSURI_HOST_*</c> variables, and those over the file.
/// </summary>
internal sealed record HostOverrides(ImmutableArray<KeyValuePair<string, string>> Flags)
{
    public static readonly HostOverrides None = new([]);
}
