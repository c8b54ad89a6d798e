namespace Bansuri.Host.Configuration;

/// <summary>What a configuration is read against.</summary>
/// <param name="Types">The task types.</param>
/// <param name="Cron">The rules of schedules.</param>
/// <param name="Variables">The environment, for <c>${VAR}</c> and <c>BANSURI_HOST_*</c>.</param>
/// <param name="RunDirectory">The absolute folder of <c>bansuri run</c>, where entries that are texts run.</param>
internal sealed record HostKnowledge(ITaskTypes Types, ICronRules Cron, Func<string, string?> Variables, string RunDirectory)
{
    /// <summary>Whether what a group can write is an error (<c>--strict-permissions</c>).</summary>
    public bool StrictPermissions { get; init; }
}
