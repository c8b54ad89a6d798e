using System.Diagnostics;
using System.Runtime.Loader;

namespace Bansuri.Host.Plugins;

/// <summary>Whose code an exception came through.</summary>
internal static class PluginFrames
{
    /// <summary>The plugin that is nearest to where it was thrown; null when it is the host's own.</summary>
    public static string? OwnerOf(Exception exception) => exception is AggregateException several
        ? several.InnerExceptions.Select(OwnerOf).FirstOrDefault(owner => owner is not null)
        : new StackTrace(exception).GetFrames().Select(PluginOf).FirstOrDefault(owner => owner is not null);

    private static string? PluginOf(StackFrame frame) =>
        frame.GetMethod()?.Module.Assembly is { } assembly && AssemblyLoadContext.GetLoadContext(assembly) is { IsCollectible: true } context ? context.Name : null;
}
