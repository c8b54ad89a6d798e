using System.Globalization;
using Bansuri.Host.Plugins;
using Microsoft.Extensions.Time.Testing;

namespace Bansuri.Host.Tests.Plugins;

public sealed class SettledLookTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly SettledLook _look = new();

    // What the folder holds at each look, 100 ms apart; "." is what it held before. Looks are numbered from 0.
    [Theory]
    [InlineData("a...", 3)]
    [InlineData("ab...", 4)]
    [InlineData("abcdef...", 8)]
    [InlineData("a.b......", 8)]
    [InlineData("a.b.c......", 10)]
    [InlineData("a.b......c...", 8, 12)]
    public void A_folder_has_settled_when_nothing_came_for_longer_than_its_pauses(string looks, params int[] settled)
    {
        var content = Content("");
        var quiet = new List<int>();
        string? dealtWith = null;
        for (var look = 0; look < looks.Length; look++, _time.Advance(TimeSpan.FromMilliseconds(100)))
        {
            content = looks[look] == '.' ? content : Content(looks[look].ToString(CultureInfo.InvariantCulture));
            if (content.Fingerprint != dealtWith && _look.IsQuiet(content, first: false, _time))
            {
                quiet.Add(look);
                dealtWith = content.Fingerprint;
            }
        }

        Assert.Equal(settled, quiet);
    }

    [Fact]
    public void The_first_look_of_a_host_trusts_old_files()
    {
        Assert.False(_look.IsQuiet(Content("young"), first: true, _time));
        Assert.True(new SettledLook().IsQuiet(Content("old") with { NewestWrite = _time.GetUtcNow().AddSeconds(-1) }, first: true, _time));
    }

    [Fact]
    public void Half_a_file_has_two_seconds_to_become_whole()
    {
        var half = Content("half");
        Assert.False(_look.IsQuiet(half, first: false, _time));
        _time.Advance(TimeSpan.FromSeconds(0.3));
        Assert.True(_look.IsQuiet(half, first: false, _time));
        Assert.False(_look.HasStalled(half, _time));
        _time.Advance(TimeSpan.FromSeconds(1.6));
        Assert.False(_look.IsQuiet(half, first: false, _time));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(_look.IsQuiet(half, first: false, _time));
        Assert.True(_look.HasStalled(half, _time));
    }

    private FolderContent Content(string fingerprint) => new(fingerprint, [], _time.GetUtcNow());
}
