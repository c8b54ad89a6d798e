using System.Reflection;

namespace Bansuri.Host.Plugins;

/// <summary>What a plugin's code threw, in one line.</summary>
internal static class PluginWords
{
    public static string Of(Exception error) => Cause(error) switch
    {
        FileNotFoundException { FileName: { } name } when name.Contains(", Version=", StringComparison.Ordinal) =>
            $"it needs the assembly '{name.Split(',')[0]}', which is not in the plugin's folder: copy it there, or build the plugin with EnableDynamicLoading",
        DllNotFoundException missing when missing.Message.Split('\'') is [_, var name, ..] =>
            $"it needs the native library '{name}', which is not there or cannot be loaded: copy it into the plugin's folder, with what it needs itself",
        var other => $"{other.GetType().Name}: {other.Message.ReplaceLineEndings(" ").Trim()}",
    };

    // These say of another exception only that there was one.
    private static Exception Cause(Exception error) =>
        error is TypeInitializationException or TargetInvocationException or AggregateException { InnerExceptions.Count: 1 } && error.InnerException is { } inner
            ? Cause(inner)
            : error;
}
