namespace Bansuri.Host.Plugins;

/// <summary>A generation that is held for an attempt whose code runs elsewhere: its copy stays on disk until this is disposed.</summary>
internal sealed class PluginUse(PluginGeneration generation, PluginType type) : IDisposable
{
    private int _disposed;

    public PluginType Type => type;

    /// <summary>The plugin's assembly, in the copy.</summary>
    public string Assembly => Path.Combine(generation.Copy.Directory, Path.GetFileName(type.Folder) + ".dll");

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            generation.Leave();
        }
    }
}
