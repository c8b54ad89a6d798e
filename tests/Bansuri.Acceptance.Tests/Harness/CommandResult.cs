namespace Bansuri.Acceptance.Tests.Harness;

/// <summary>What a command of the program said, and its exit code.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>Both streams; where a message goes is tested only where it matters.</summary>
    public string All => Output + Error;

    public CommandResult Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode} instead of {exitCode}:\n{All}");
        return this;
    }
}
