using Bansuri.Host.Control.Contracts;

namespace Bansuri.Host.Control;

/// <summary>The loaded plugins. Thread-safe.</summary>
internal interface IPluginList
{
    PluginsDocument Current { get; }
}
