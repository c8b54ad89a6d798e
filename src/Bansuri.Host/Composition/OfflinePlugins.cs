using System.Collections.Immutable;
using Bansuri.Host.Configuration;
using Bansuri.Host.Plugins;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bansuri.Host.Composition;

/// <summary>Plugins for a command without a host: loaded from a copy that is deleted at the end.</summary>
internal sealed class OfflinePlugins : IAsyncDisposable
{
    private readonly string _copies = Path.Combine(Path.GetTempPath(), $"bansuri-check-{Guid.NewGuid():N}");
    private PluginCatalog? _catalog;

    public OfflinePlugins() => Types = new PluginTypes(Load);

    public PluginTypes Types { get; }

    public async ValueTask DisposeAsync()
    {
        if (_catalog is not null)
        {
            await _catalog.DisposeAsync();
        }
    }

    private PluginCatalog Load(HostSettings settings)
    {
        Directory.CreateDirectory(_copies, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var folders = PluginFolders.Of(settings);
        _catalog = new PluginCatalog(new PluginSettings(folders, _copies, _ => true), TimeProvider.System, NullLogger<PluginCatalog>.Instance);
        _catalog.SettleAsync(CancellationToken.None).GetAwaiter().GetResult();
        return _catalog;
    }
}
