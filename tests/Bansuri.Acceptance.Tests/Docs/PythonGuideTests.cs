namespace Bansuri.Acceptance.Tests.Docs;

/// <summary>The examples of docs/python.md: those of the project's first description, and how they are used.</summary>
[Collection(nameof(OnlyHost))]
public sealed class PythonGuideTests : AcceptanceTest
{
    [Fact]
    public async Task The_page_does_what_it_says()
    {
        Needs.Command("python3");
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs/python.md"), TestContext.Current.CancellationToken);

        await Tour.TakeAsync(page, Sandbox);
    }
}
