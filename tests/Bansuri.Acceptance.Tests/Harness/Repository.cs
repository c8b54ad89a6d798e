namespace Bansuri.Acceptance.Tests.Harness;

/// <summary>Where the program under test and the repository are.</summary>
internal static class Repository
{
    /// <summary>The folder of Bansuri.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>What <c>./dev test</c> names in BANSURI_PROGRAM, else what <c>./dev build</c> has made.</summary>
    public static string Program { get; } = FindProgram();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Bansuri.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"no Bansuri.sln above {AppContext.BaseDirectory}");
    }

    private static string FindProgram()
    {
        var path = Environment.GetEnvironmentVariable("BANSURI_PROGRAM") ?? Path.Combine(Root, "artifacts/bansuri/bansuri");
        return File.Exists(path) ? path : throw new InvalidOperationException($"{path} is not built: run ./dev build");
    }
}
