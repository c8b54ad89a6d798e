using Bansuri.Abstractions;

namespace Bansuri.Host.Scheduling;

/// <summary>What is done about slots that passed unseen: <c>missed</c>, <c>missed-max</c>, <c>missed-within</c>.</summary>
internal sealed record CatchUp(MissedPolicy Policy, int Max, TimeSpan Within)
{
    /// <summary>How many runs make up for them at most.</summary>
    public int Runs => Policy switch
    {
        MissedPolicy.Once => 1,
        MissedPolicy.All => Max,
        _ => 0,
    };
}
