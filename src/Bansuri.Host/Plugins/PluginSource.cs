using Bansuri.Abstractions.Diagnostics;

namespace Bansuri.Host.Plugins;

/// <summary>What the catalog remembers of one plugin folder from look to look.</summary>
internal sealed class PluginSource(string folder)
{
    public string Folder => folder;

    public string Name => Path.GetFileName(folder);

    /// <summary>The generation that is offered; null while there is none.</summary>
    public PluginGeneration? Current { get; set; }

    /// <summary>The content that has been dealt with, whether it was taken or rejected.</summary>
    public string? Settled { get; set; }

    /// <summary>Why the last content was not taken; null when it was.</summary>
    public Diagnostic? Rejection { get; set; }

    /// <summary>Whether the folder is gone and its types are used all the same.</summary>
    public bool IsMissed { get; set; }

    /// <summary>Whether it is being written.</summary>
    public SettledLook Look { get; } = new();
}
