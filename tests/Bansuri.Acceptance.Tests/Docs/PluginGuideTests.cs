namespace Bansuri.Acceptance.Tests.Docs;

/// <summary>The walk of docs/plugins.md, from an empty folder to a plugin that is swapped and tested.</summary>
[Collection(nameof(OnlyHost))]
public sealed class PluginGuideTests : AcceptanceTest
{
    /// <summary>A build on a busy machine.</summary>
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task The_walk_does_what_it_says()
    {
        Needs.Command("dotnet");
        StayInTheSandbox();
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs/plugins.md"), TestContext.Current.CancellationToken);
        var walk = page[page.IndexOf("## From an empty folder", StringComparison.Ordinal)..page.IndexOf("## Constructors and options", StringComparison.Ordinal)];

        await Tour.TakeAsync(walk, Sandbox, BuildLimit);

        // The contract in the plugin's folder would be another contract.
        Assert.Empty(Directory.EnumerateFiles(Sandbox.In("plugins"), "Bansuri.*", SearchOption.AllDirectories));
    }

    /// <summary>
    /// The templates and packages of the user stay as they are: an installed template and a package of today's build would be found by
    /// every later project. Packages from NuGet are taken from where the build of these tests has put them, so that nothing is downloaded.
    /// </summary>
    private void StayInTheSandbox()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        Sandbox.Variables["RestoreAdditionalProjectSources"] = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(home, ".nuget/packages");
        Sandbox.Variables["NUGET_PACKAGES"] = Sandbox.In("packages");
        Sandbox.Variables["DOTNET_CLI_HOME"] = Sandbox.In("home");
        Sandbox.Variables["DOTNET_NOLOGO"] = Sandbox.Variables["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";

        // No server stays behind.
        Sandbox.Variables["MSBUILDDISABLENODEREUSE"] = "1";
        Sandbox.Variables["UseSharedCompilation"] = "false";
        Sandbox.Variables["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
    }
}
