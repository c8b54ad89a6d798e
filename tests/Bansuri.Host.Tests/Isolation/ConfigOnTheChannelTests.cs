using System.Text.Json;
using Bansuri.Abstractions;
using Bansuri.Abstractions.Binding;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Nodes;
using Bansuri.Host.Isolation;
using Bansuri.Host.Tests.Configuration;
using Bansuri.Host.Tests.Configuration.Forms;

namespace Bansuri.Host.Tests.Isolation;

/// <summary>A task's configuration is the same in a child host, whatever is in it.</summary>
public sealed class ConfigOnTheChannelTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public ConfigOnTheChannelTests()
    {
        _folder.Write("one.env", "A=1\n");
        _folder.Write("two.json", "{\"A\": 2}");
    }

    public static TheoryData<string> Keys => [.. KeySamples.All.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Keys))]
    public void Every_key_comes_over_with_its_value(string key)
    {
        Assert.All(KeySamples.All[key].SelectMany(spellings => spellings), sample =>
        {
            var before = Load(key, sample);
            var after = Sent(before);
            Assert.All(KeyTable.All, row =>
            {
                Assert.True(row.ValuesEqual(before.Values.Get(row), after.Values.Get(row)), $"{sample}: {row.Format(before.Values.Get(row))} became {row.Format(after.Values.Get(row))}");
                Assert.Equal(before.Values.IsWritten(row), after.Values.IsWritten(row));
            });
        });
    }

    [Fact]
    public void Options_come_over_digit_by_digit()
    {
        var sent = Sent(Load("with", """{"a": "5", "b": 5, "c": 1e3, "d": "true", "e": true, "f": null, "g": "", "h": [1, "1"], "i": {"x y": 0.10}}"""));

        Assert.Equal("{a: '5', b: 5, c: 1000, d: 'true', e: true, f: null, g: '', h: [1, '1'], i: {'x y': 0.1}}", Bansuri.Abstractions.Readers.FreeForm.Format(sent.Identification.Options!)); // written
        Assert.Equal("1e3", Assert.IsType<ScalarNode>(sent.Identification.Options!.Find("c")).Text); // written
    }

    private static TaskConfig Sent(TaskConfig config)
    {
        var form = NodeForm.Of(ConfigNodes.Of(config));
        var text = JsonSerializer.SerializeToUtf8Bytes(form, ChannelJson.Default.NodeForm);
        var back = (MappingNode)JsonSerializer.Deserialize(text, ChannelJson.Default.NodeForm)!.ToNode(); // an object
        return ConfigNodes.Read(back, new HostDefaults(config.Identification.WorkingDirectory, config.FailureControl.GracePeriod));
    }

    private TaskConfig Load(string key, string value)
    {
        var name = key == "name" ? "" : "\"name\": \"a\", ";
        var command = key == "command" ? "" : "\"command\": \"x\", ";
        return _folder.Read($$"""
            {"tasks": [{ {{name}}{{command}}"{{key}}": {{value}} }, {"name": "other", "command": "x"}],
             "notifiers": {"pager": {"type": "command", "with": {"command": "page"} }, "mail": {"type": "command", "with": {"command": "mail"} } } }
            """, "form.json").Tasks[0].Config;
    }
}
