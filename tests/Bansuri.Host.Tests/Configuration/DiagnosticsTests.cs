using System.Reflection;
using System.Text;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Host.Composition;
using Bansuri.Host.Configuration;
using Bansuri.Host.Tests.Plugins;

namespace Bansuri.Host.Tests.Configuration;

/// <summary>Golden: what <c>validate</c> prints for every mistake that we could think of; one error for one mistake.</summary>
public sealed class DiagnosticsTests : IAsyncLifetime
{
    // These take a file of 16 MiB, a thousand mistakes, a plugin or a chmod, and have tests of their own.
    private static readonly DiagnosticCode[] Elsewhere = [Codes.TooLarge, Codes.TooManyProblems, Codes.PluginRejected, Codes.Permissions];

    private readonly ConfigFolder _folder = new();
    private readonly PluginRig _plugins = new();

    private static string Mistakes => Path.Combine(Docs.Folder, "../tests/Bansuri.Host.Tests/Configuration/Mistakes");

    public async ValueTask InitializeAsync()
    {
        _plugins.Put("ShellTask");
        _plugins.Put("PythonTask");
        await _plugins.ScanAsync();
        var types = new PluginTypes(_ => Task.FromResult(_plugins.Catalog));
        _folder.Knowledge = new HostKnowledge(types, new CronRules(TimeZoneInfo.Utc), _ => null, _folder.Path);
    }

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        await _plugins.DisposeAsync();
    }

    [Fact]
    public void Every_mistake_is_shown_as_the_golden_text_says()
    {
        var files = Directory.EnumerateFiles(Mistakes).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ToList();
        files.ForEach(name => _folder.Write(name, File.ReadAllText(Path.Combine(Mistakes, name))));

        var text = new StringBuilder();
        foreach (var name in files.Where(name => !name.StartsWith("included", StringComparison.Ordinal)))
        {
            text.Append($"=== {name}\n{_folder.Render(_folder.Load(name))}\n");
        }

        var actual = text.ToString().Replace(_folder.Path, "FOLDER", StringComparison.Ordinal);
        Golden.AssertEqual(actual);
        var codes = typeof(Codes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (DiagnosticCode)field.GetValue(null)!).Except(Elsewhere);
        Assert.All(codes, code => Assert.Contains($"[{code}]", actual, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tasks:\n  a: {comand: x}\n")]
    [InlineData("tasks:\n- {nmae: a, command: x}\n")]
    [InlineData("tassks: [a]\n")]
    [InlineData("tasks:\n  a: {type: Python}\n")]
    [InlineData("tasks:\n  a: {command: x, timeout: soon}\n  b: {command: x, depends-on: a}\n")]
    [InlineData("defaults: {timer: 5m, forever: true}\ntasks:\n  a: {command: x}\n  b: {command: x}\n")]
    [InlineData("x-a: &a {command: x, timeout: soon}\ntasks:\n  a: *a\n  b: *a\n")]
    [InlineData("host: {log: debug}\ntasks: []\n")]
    [InlineData("defaults: {tags: {a: b}}\ntasks: [a, b]\n")]
    public void One_mistake_is_one_error(string text) =>
        Assert.Single(_folder.LoadText(text).Diagnostics, diagnostic => diagnostic.Severity == Severity.Error);

    [Theory]
    [InlineData("tasks:\n  a: {command: x, timeout: soon, schedule-cron: 61 * * * *, with: {b: 1}, depends-on: c, environment-file: d}\n", 5)]
    [InlineData("tasks:\n- {name: a, command: x, timeout: soon}\n- {name: a, command: y, times: no}\n", 3)]
    [InlineData("defaults: {timeout: soon}\ntasks: []\n", 1)]
    public void All_mistakes_of_a_task_come_at_once(string text, int errors) =>
        Assert.Equal(errors, _folder.LoadText(text).Diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error));
}
