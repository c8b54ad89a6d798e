namespace Bansuri.Acceptance.Tests.Reload.Edits;

/// <summary>What must be true of a task: kept from one edit to the next, so that whatever was not to change is seen when it does.</summary>
internal sealed class Expectation
{
    /// <summary>Its process; null when it has none, or has a new one that nobody has seen yet.</summary>
    public int? Pid { get; set; }

    /// <summary>Whether a process is due whose pid is not <see cref="Before"/>.</summary>
    public bool IsNew { get; set; }

    /// <summary>The process that must be gone.</summary>
    public int? Before { get; set; }

    public int Runs { get; set; }

    public int Hangups { get; set; }

    public bool IsSuspended { get; set; }

    /// <summary>By the operator, which no edit changes.</summary>
    public bool IsStopped { get; set; }

    public void Renew() => (IsNew, Before, Pid, Runs) = (true, Pid, null, Runs + 1);

    public void End() => (IsNew, Before, Pid) = (false, Pid ?? Before, null);
}
