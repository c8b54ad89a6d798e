using System.Runtime.CompilerServices;

namespace Bansuri.Host.Tests;

/// <summary>Texts that people read, kept in a file beside the test: <c>THE-TEST.golden.txt</c>.</summary>
internal static class Golden
{
    /// <summary>Set it to have the files written anew, and read the difference before it is committed.</summary>
    private const string Regenerate = "BANSURI_TESTS_REGENERATE";

    public static void AssertEqual(string actual, [CallerFilePath] string test = "")
    {
        var path = Path.ChangeExtension(test, ".golden.txt");
        if (Environment.GetEnvironmentVariable(Regenerate) is not null)
        {
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }
}
