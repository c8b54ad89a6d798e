using Bansuri.Abstractions;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Host.Configuration;

namespace Bansuri.Host.Tests.Configuration;

/// <summary>A temporary folder with configuration files, and a loader that knows two task types.</summary>
internal sealed class ConfigFolder : IDisposable, ITaskTypes, ICronRules
{
    public ConfigFolder() => Knowledge = new HostKnowledge(this, this, Variable, Path);

    public string Path { get; } = Directory.CreateTempSubdirectory("bansuri-configuration-").FullName;

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal) { ["HOME"] = "/home/ada" };

    public HostKnowledge Knowledge { get; set; }

    public ScriptNumbers Scripts { get; set; } = ScriptNumbers.None;

    public IReadOnlyCollection<string> Names { get; set; } = ["shell", "python"];

    public void Prepare(HostSettings host)
    {
    }

    public bool RequiresCommand(string type) => type is "shell" or "python";

    public IEnumerable<Diagnostic> CheckOptions(TaskEntry entry) =>
        from option in entry.Config.Identification.Options?.Entries ?? []
        where option.Key.Text is "bad" or "interpretter"
        select new Diagnostic(Codes.BadOption, $"bad option of task '{entry.Name}'", option.Value.Span);

    public CronVerdict Check(string expression, CronDialect dialect, string? timeZone, string task) =>
        expression.Contains("61", StringComparison.Ordinal) ? new CronVerdict("minute 61 is not from 0 to 59") : default;

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public LoadResult Load(string name, HostOverrides? overrides = null) =>
        new ConfigurationLoader(Knowledge).Load(System.IO.Path.Combine(Path, name), overrides ?? HostOverrides.None, Scripts);

    public LoadResult LoadText(string text, string name = "bansuri.yaml")
    {
        Write(name, text);
        return Load(name);
    }

    /// <summary>The configuration, which must be free of errors.</summary>
    public HostConfig Read(string text, string name = "bansuri.yaml")
    {
        var result = LoadText(text, name);
        Assert.True(result.Config is not null, Render(result));
        return result.Config;
    }

    public TaskConfig ReadOne(string text, string name = "bansuri.yaml") => Assert.Single(Read(text, name).Tasks).Config;

    public string Render(LoadResult result) => new DiagnosticRenderer(result.Texts, Path).Render(result.Diagnostics);

    /// <summary>What <c>validate</c> would print.</summary>
    public string Messages(string text, string name = "bansuri.yaml") => Render(LoadText(text, name));

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private string? Variable(string name) => Variables.GetValueOrDefault(name);
}
