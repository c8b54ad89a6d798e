using System.Runtime.CompilerServices;

namespace Bansuri.Host.Tests.Supervision;

public class TransitionTableTests
{
    /// <summary>Set it to have the golden file written anew, and read the difference before it is committed.</summary>
    private const string Regenerate = "BANSURI_TESTS_REGENERATE";

    [Fact]
    public void Every_state_meets_every_event_as_the_golden_table_says()
    {
        var path = Path.ChangeExtension(Here(), ".golden.txt");
        var actual = TransitionTable.Write();
        if (Environment.GetEnvironmentVariable(Regenerate) is not null)
        {
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
