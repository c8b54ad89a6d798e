using Bansuri.Host.Configuration;

namespace Bansuri.Host.Composition;

/// <summary>One configuration, read as often as anybody wants; it remembers the numbers of string entries that are in force.</summary>
internal sealed class ConfigurationSource(string path, HostOverrides overrides, HostKnowledge knowledge)
{
    private readonly ConfigurationLoader _loader = new(knowledge);
    private ScriptNumbers _scripts = ScriptNumbers.None;

    public string Path => path;

    /// <summary>The folder that paths in messages are relative to.</summary>
    public string Directory => knowledge.RunDirectory;

    /// <summary>Reads the configuration, or a draft of it that lies elsewhere.</summary>
    public LoadResult Read(string? draft = null) => _loader.Load(draft ?? path, overrides, _scripts);

    /// <summary>The configuration is in force, and with it the numbers that it gave.</summary>
    public void Accept(HostConfig config) => _scripts = config.Scripts;
}
