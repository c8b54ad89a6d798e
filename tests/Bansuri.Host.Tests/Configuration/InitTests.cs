using Bansuri.Host.Configuration;

namespace Bansuri.Host.Tests.Configuration;

public sealed class InitTests(SchemaRig schema) : IClassFixture<SchemaRig>, IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("bansuri.yaml")]
    [InlineData("bansuri.json")]
    [InlineData("other.conf")]
    public void The_start_loads_without_a_word_and_is_valid(string name)
    {
        var text = InitText.For(name);

        Assert.Equal("", _folder.Messages(text, name));
        Assert.Equal("", schema.Problems(text, name));
    }

    [Fact]
    public void Both_formats_mean_the_same()
    {
        var yaml = _folder.Read(InitText.For("a.yaml"), "a.yaml").Tasks;
        var json = _folder.Read(InitText.For("a.json"), "a.json").Tasks;

        Assert.Equal(yaml.Select(task => task.Identity), json.Select(task => task.Identity));
        Assert.Equal(yaml.Select(task => task.Config.Scheduling.ScheduleCron), json.Select(task => task.Config.Scheduling.ScheduleCron));
        Assert.Equal(yaml.Select(task => task.Config.Identification.Command), json.Select(task => task.Config.Identification.Command));
    }

    // Whoever follows a comment of it must not land in an error.
    [Theory]
    [InlineData("bansuri.yaml", "# ")]
    [InlineData("bansuri.json", "// ")]
    public void What_is_commented_out_is_good_as_well(string name, string mark)
    {
        var keys = new[] { "timezone", "environment", "environment-file", "defaults", "grace-period", "include", "host", "check-interval", "state-directory" };
        var lines = InitText.For(name).Split('\n').Select(line =>
        {
            var bare = line.TrimStart();
            var isKey = bare.StartsWith(mark, StringComparison.Ordinal) && Array.Exists(keys, key => bare[mark.Length..].TrimStart().TrimStart('"').StartsWith(key, StringComparison.Ordinal));
            return isKey ? line.Remove(line.IndexOf(mark, StringComparison.Ordinal), mark.Length) : line;
        });
        _folder.Write("secrets.env", "A=b\n");

        Assert.Equal("", _folder.Messages(string.Join('\n', lines), name));
    }
}
