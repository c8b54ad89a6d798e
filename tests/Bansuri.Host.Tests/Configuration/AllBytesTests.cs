namespace Bansuri.Host.Tests.Configuration;

/// <summary>Files that are each small enough can be too much together.</summary>
public sealed class AllBytesTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_files_together_have_a_limit()
    {
        var blanks = new string(' ', 13 << 20);
        for (var at = 1; at <= 5; at++)
        {
            _folder.Write($"d/{at}.json", $"[{blanks}]");
        }

        var messages = _folder.Messages("include: d/*.json\n");

        Assert.Contains($"error[BAN005]: {_folder.Path}/d/5.json: with this file the configuration is larger than 64 MiB\n --> bansuri.yaml:1:10\n", messages, StringComparison.Ordinal);
        Assert.EndsWith("\n1 error; configuration not applied\n", messages, StringComparison.Ordinal);
    }
}
