using System.Globalization;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>The environment that a task's processes get: the host's, the task's files, the task's own, and what the host tells it. Pure.</summary>
internal static class TaskEnvironment
{
    // Whom `clean-environment` lets through.
    private static readonly string[] CleanNames = ["PATH", "HOME", "USER", "LANG", "TZ"];
    private static readonly string[] CleanPrefixes = ["SLURM_", "CUDA_", "ROCR_", "ZE_"];

    // What a host above this one told us is not for our tasks.
    private static readonly string[] NotInherited =
        ["BANSURI_TASK", "BANSURI_RUN_ID", "BANSURI_ATTEMPT", "BANSURI_TIMES", "BANSURI_SCHEDULED_AT", "BANSURI_PREVIOUS_EXIT", "NOTIFY_SOCKET"];

    /// <param name="order">The attempt.</param>
    /// <param name="inherited">The host's own environment.</param>
    /// <param name="files">What the task's environment files say, in their order; the configuration's own values win over them.</param>
    /// <param name="socket">The control socket.</param>
    public static Dictionary<string, string> Of(
        AttemptOrder order,
        IReadOnlyDictionary<string, string> inherited,
        IEnumerable<KeyValuePair<string, string>> files,
        string socket)
    {
        var resources = order.Config.Resources;
        var variables = inherited
            .Where(variable => !NotInherited.Contains(variable.Key) && (!resources.CleanEnvironment || IsClean(variable.Key)))
            .ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in files.Concat(resources.Environment))
        {
            variables[name] = value;
        }

        variables["BANSURI_TASK"] = order.Config.Identification.Name;
        variables["BANSURI_RUN_ID"] = order.RunId;
        variables["BANSURI_ATTEMPT"] = order.Attempt.ToString(CultureInfo.InvariantCulture);
        variables["BANSURI_TIMES"] = order.Live().FailureControl.Times?.ToString(CultureInfo.InvariantCulture) ?? "unlimited";
        variables["BANSURI_SOCKET"] = socket;
        if (order.Slot is { } slot)
        {
            variables["BANSURI_SCHEDULED_AT"] = slot.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
        }

        if (order.Previous is { } previous)
        {
            variables["BANSURI_PREVIOUS_EXIT"] = previous.Reason.Term;
        }

        return variables;
    }

    private static bool IsClean(string name) =>
        CleanNames.Contains(name) || CleanPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
