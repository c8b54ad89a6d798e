using Bansuri.Host.Slurm;

namespace Bansuri.Host.Tests.Slurm;

/// <summary>Slurm's commands as a test wants them; without answers none of them is there.</summary>
internal sealed class FakeSlurm : ISlurmCommands
{
    private readonly List<(string Begins, SlurmAnswer Answer)> _answers = [];
    private readonly List<SlurmCommand> _asked = [];
    private (string Begins, Action Change)? _then;

    /// <summary>The command lines so far.</summary>
    public IReadOnlyList<string> Asked => [.. _asked.Select(Line)];

    /// <summary>The standard input of the last command.</summary>
    public string? Input => _asked[^1].Input;

    /// <summary>Answers command lines that begin so; the last that was told counts.</summary>
    public FakeSlurm Answers(string begins, string output)
    {
        _answers.Add((begins, new SlurmAnswer(SlurmOutcome.Good, output, "")));
        return this;
    }

    public FakeSlurm Refuses(string begins, string error)
    {
        _answers.Add((begins, new SlurmAnswer(SlurmOutcome.Refused, "", error)));
        return this;
    }

    public FakeSlurm Kills(string begins)
    {
        _answers.Add((begins, new SlurmAnswer(SlurmOutcome.Killed, "", "killed")));
        return this;
    }

    public FakeSlurm IsSilent(string begins)
    {
        _answers.Add((begins, new SlurmAnswer(SlurmOutcome.Silent, "", "")));
        return this;
    }

    /// <summary>Once a command line that begins so has been answered, things are different.</summary>
    public void Then(string begins, Action change) => _then = (begins, change);

    public Task<SlurmAnswer> RunAsync(SlurmCommand command, CancellationToken cancellationToken)
    {
        _asked.Add(command);
        var known = _answers.FindLast(each => Line(command).StartsWith(each.Begins, StringComparison.Ordinal)).Answer;
        if (_then is { } then && Line(command).StartsWith(then.Begins, StringComparison.Ordinal))
        {
            _then = null;
            then.Change();
        }

        return Task.FromResult(known ?? new SlurmAnswer(SlurmOutcome.Missing, "", $"{command.Program}: No such file or directory"));
    }

    private static string Line(SlurmCommand command) => $"{command.Program} {string.Join(' ', command.Arguments)}";
}
