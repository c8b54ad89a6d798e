using System.Collections.Immutable;
using Bansuri.Abstractions.Keys;

namespace Bansuri.Host.Reconciliation;

/// <summary>A task that stays, with other values.</summary>
/// <param name="Old">What it was.</param>
/// <param name="New">What it is to be.</param>
/// <param name="Fields">What differs, in the order of the key table; never empty.</param>
internal sealed record TaskChange(TaskSpec Old, TaskSpec New, ImmutableArray<FieldChange> Fields)
{
    /// <summary>Whether the process has to be replaced in the way that <c>on-change</c> says.</summary>
    public bool NeedsRestart => Fields.Any(each => each.Class == ChangeClass.Restart);

    /// <summary>Whether the plugin changed and nothing that was written: a once-task that is finished is then not run again.</summary>
    public bool IsPluginOnly => Fields.All(each => each.Key == FieldChange.PluginKey);

    /// <summary>What <c>enabled</c> became, or null when it stayed.</summary>
    public bool? Ordered => Fields.Any(each => each.Class == ChangeClass.Order) ? New.Entry.Config.Identification.Enabled : null;
}
