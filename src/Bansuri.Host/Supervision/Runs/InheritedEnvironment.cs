namespace Bansuri.Host.Supervision.Runs;

/// <summary>What tasks get of the host's own environment. It is the same for all of them, and so none gets a copy of it.</summary>
internal sealed class InheritedEnvironment(IReadOnlyDictionary<string, string> own)
{
    // Whom `clean-environment` lets through.
    private static readonly string[] CleanNames = ["PATH", "HOME", "USER", "LANG", "TZ"];
    private static readonly string[] CleanPrefixes = ["SLURM_", "CUDA_", "ROCR_", "ZE_"];

    // What a host above this one told us is not for our tasks.
    private static readonly string[] NotInherited =
        ["BANSURI_TASK", "BANSURI_RUN_ID", "BANSURI_ATTEMPT", "BANSURI_TIMES", "BANSURI_SCHEDULED_AT", "BANSURI_PREVIOUS_EXIT", "NOTIFY_SOCKET"];

    public IReadOnlyDictionary<string, string> Whole { get; } = Those(own, name => !NotInherited.Contains(name));

    /// <summary>For <c>clean-environment</c>.</summary>
    public IReadOnlyDictionary<string, string> Clean { get; } = Those(own, IsClean);

    private static Dictionary<string, string> Those(IReadOnlyDictionary<string, string> own, Func<string, bool> are) =>
        own.Where(variable => are(variable.Key)).ToDictionary(StringComparer.Ordinal);

    private static bool IsClean(string name) =>
        CleanNames.Contains(name) || CleanPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
