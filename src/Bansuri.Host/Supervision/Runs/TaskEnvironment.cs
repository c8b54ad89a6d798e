using System.Globalization;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>The environment that a task's processes get: the host's, the task's files, the task's own, and what the host tells it. Pure.</summary>
internal static class TaskEnvironment
{
    // How many of what follows the host itself sets.
    private const int MostOfTheHost = 7;

    /// <param name="order">The attempt.</param>
    /// <param name="inherited">Of the host's own environment.</param>
    /// <param name="files">What the task's environment files say, in their order; the configuration's own values win over them.</param>
    /// <param name="socket">The control socket.</param>
    public static IReadOnlyDictionary<string, string> Of(
        AttemptOrder order,
        InheritedEnvironment inherited,
        IReadOnlyCollection<KeyValuePair<string, string>> files,
        string socket)
    {
        var resources = order.Config.Resources;
        var variables = new Dictionary<string, string>(files.Count + resources.Environment.Count + MostOfTheHost, StringComparer.Ordinal);
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

        return new LayeredEnvironment(resources.CleanEnvironment ? inherited.Clean : inherited.Whole, variables);
    }
}
