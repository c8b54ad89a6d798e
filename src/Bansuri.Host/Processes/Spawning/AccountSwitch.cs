using System.Collections.Immutable;
using System.Globalization;
using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes.Spawning;

/// <summary>The options of setpriv that make a task another user's.</summary>
internal sealed record AccountSwitch(uint User, ImmutableArray<string> Options)
{
    /// <summary>Null when the task runs as the host does.</summary>
    /// <exception cref="ProcessStartException">An unknown user or group, or this host may not switch.</exception>
    internal static AccountSwitch? Find(ProcessLimits limits)
    {
        if (limits.User is null && limits.Group is null)
            return null;
        var user = limits.User is { } name
            ? Accounts.FindUser(name) ?? throw new ProcessStartException(Errno.NotFound, $"user '{name}' is unknown", isWhole: true)
            : null;
        var wantedGroup = limits.Group is { } group
            ? Accounts.FindGroup(group) ?? throw new ProcessStartException(Errno.NotFound, $"group '{group}' is unknown", isWhole: true)
            : user?.Group;
        var userId = user?.User ?? Libc.EffectiveUser();
        var groupId = wantedGroup ?? Libc.EffectiveGroup();
        if (userId == Libc.EffectiveUser() && groupId == Libc.EffectiveGroup())
            return null;
        if (Libc.EffectiveUser() != 0)
            throw new ProcessStartException(Errno.NotPermitted, $"{Asked(limits)}: only root may switch");
        // --init-groups looks the user up by number, and fails for one without an entry.
        var others = user switch { null => "--keep-groups", { Name: null } => "--clear-groups", _ => "--init-groups" };
        return new(userId, [Option("--reuid", userId), Option("--regid", groupId), others]);
    }

    private static string Asked(ProcessLimits limits) => limits.User is { } user ? $"user '{user}'" : $"group '{limits.Group}'";

    private static string Option(string name, uint id) => string.Create(CultureInfo.InvariantCulture, $"{name}={id}");
}
