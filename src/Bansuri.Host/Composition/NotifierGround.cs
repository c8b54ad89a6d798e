using Bansuri.Host.Notifications;
using Bansuri.Host.Processes;

namespace Bansuri.Host.Composition;

/// <summary>What the commands of notifiers are started with.</summary>
/// <param name="Inherited">The host's own environment.</param>
internal sealed record NotifierGround(IProcessEngine Engine, IReadOnlyDictionary<string, string> Inherited, TimeProvider Time)
{
    /// <summary>Without what a host above this one told us, and without a control socket: by that the processes of tasks are found again.</summary>
    public Dictionary<string, string> Environment(Letter letter)
    {
        var variables = Inherited
            .Where(variable => !variable.Key.StartsWith("BANSURI_", StringComparison.Ordinal) && variable.Key != "NOTIFY_SOCKET")
            .ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in letter.Variables)
        {
            variables[name] = value.Replace('\0', '?');
        }

        return variables;
    }
}
