namespace Bansuri.Abstractions;

/// <summary>Says everything that is wrong with a dictionary given to <see cref="TaskConfig.FromDictionary"/>.</summary>
public sealed class TaskConfigException : Exception
{
    internal TaskConfigException(IReadOnlyList<string> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>One sentence for each problem, in the order of the dictionary; never empty.</summary>
    public IReadOnlyList<string> Problems { get; }
}
