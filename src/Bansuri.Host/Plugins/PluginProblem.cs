using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Host.Plugins;

/// <summary>Why a plugin cannot be used, with its remedy. Thrown while a generation is made and turned into a diagnostic at once.</summary>
internal sealed class PluginProblem(string message, string? help = null) : Exception(message)
{
    public string? Help { get; } = help;

    /// <summary>It may be the middle of a copy.</summary>
    public bool MayStillCome { get; init; }

    public static Diagnostic Error(string path, string message, string? help = null) =>
        new(Codes.PluginRejected, message, new SourceSpan(path, 0, 0, 0), help);

    public static Diagnostic Warning(string path, string message, string? help = null) =>
        Error(path, message, help) with { Severity = Severity.Warning };

    /// <summary>The problem in words, whatever the runtime threw while it loaded the plugin.</summary>
    public static PluginProblem From(Exception error, string plugin) => error switch
    {
        PluginProblem problem => problem,
        FileNotFoundException { FileName: { } name } => Missing(plugin, name),
        FileLoadException { FileName: { } name } => Missing(plugin, name),
        BadImageFormatException { FileName: { } name } => new(
            $"plugin '{plugin}' cannot be loaded: '{Path.GetFileName(name)}' is no .NET assembly for this machine", "copy it again as the build made it"),
        BadImageFormatException => new($"plugin '{plugin}' cannot be loaded: it is damaged, or built for another machine", "copy it again as the build made it"),
        _ => new($"plugin '{plugin}' cannot be loaded: {error.Message}", "build it for net10.0 against the host's Bansuri.Abstractions"),
    };

    private static PluginProblem Missing(string plugin, string name) => new(
        $"plugin '{plugin}' cannot be loaded: it needs '{name.Split(',')[0]}', which is not beside it",
        "build it with EnableDynamicLoading, which copies its dependencies, or copy the missing assembly into the folder");
}
