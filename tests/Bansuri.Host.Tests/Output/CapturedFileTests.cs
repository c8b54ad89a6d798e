using System.Text;
using Bansuri.Host.Output;
using Microsoft.Extensions.Time.Testing;

namespace Bansuri.Host.Tests.Output;

public sealed class CapturedFileTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bansuri-captured-");
    private readonly CapturedFile _file;

    public CapturedFileTests() => _file = new CapturedFile(Path, _clock);

    private string Path => System.IO.Path.Combine(_folder.FullName, "log");

    [Theory]
    [InlineData("begun", "begun\nnext\n", true)]
    [InlineData("whole\n", "whole\nnext\n", false)]
    [InlineData("", "next\n", false)]
    public async Task A_line_whose_rest_is_lost_is_ended_before_the_next(string before, string expected, bool isEnded)
    {
        await Append(before);
        _file.EndCutLine();

        Assert.Equal(isEnded, (await Append("ne")).HasEndedLine);
        Assert.False((await Append("xt\n")).HasEndedLine);

        Assert.Equal(expected, File.ReadAllText(Path));
    }

    [Fact]
    public async Task A_file_that_was_made_again_does_not_begin_with_the_end_of_another()
    {
        await Append("begun");
        _file.EndCutLine();
        File.Delete(Path);
        _clock.Advance(TimeSpan.FromSeconds(1));

        await Append("next\n");

        Assert.Equal("next\n", File.ReadAllText(Path));
    }

    public void Dispose()
    {
        _file.Dispose();
        _folder.Delete(recursive: true);
    }

    private ValueTask<AppendResult> Append(string text) => _file.AppendAsync(Encoding.UTF8.GetBytes(text), new RotationPolicy(0, 0, Compress: false));
}
