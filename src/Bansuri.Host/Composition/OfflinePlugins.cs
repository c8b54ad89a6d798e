using Bansuri.Host.Configuration;
using Bansuri.Host.Plugins;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bansuri.Host.Composition;

/// <summary>Plugins for a command without a host: loaded from a copy that is deleted at the end.</summary>
internal sealed class OfflinePlugins : IAsyncDisposable
{
    private readonly string _copies = Path.Combine(Path.GetTempPath(), $"bansuri-check-{Guid.NewGuid():N}");
    private Task<PluginCatalog>? _loading;

    public OfflinePlugins() => Types = new PluginTypes(settings => _loading = LoadAsync(settings));

    public PluginTypes Types { get; }

    public async ValueTask DisposeAsync()
    {
        if (_loading is not null)
        {
            var catalog = await _loading;
            await catalog.DisposeAsync();
        }
    }

    private async Task<PluginCatalog> LoadAsync(HostSettings settings)
    {
        Directory.CreateDirectory(_copies, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var folders = PluginFolders.Of(settings);
        var catalog = new PluginCatalog(new PluginSettings(folders, _copies, _ => true), TimeProvider.System, NullLogger<PluginCatalog>.Instance);
        await catalog.SettleAsync(CancellationToken.None);
        return catalog;
    }
}
