using System.Collections;
using Bansuri.Abstractions;
using Bansuri.Host.Configuration;

namespace Bansuri.Host.Composition;

/// <summary>The environment that the host was started with, and what tasks' environment files say.</summary>
internal static class Environments
{
    // Of a launcher, for the host alone: docs/operations.md.
    private static readonly string[] OfTheRuntime = ["DOTNET_GCgen0size", "DOTNET_TieredPGO"];

    public static Dictionary<string, string> Inherited()
    {
        var inherited = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            inherited[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        Array.ForEach(OfTheRuntime, name => inherited.Remove(name));
        return inherited;
    }

    /// <exception cref="TaskStartException">A file cannot be read or understood.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> ReadFiles(TaskConfig config)
    {
        var variables = new List<KeyValuePair<string, string>>();
        foreach (var path in config.Resources.EnvironmentFile)
        {
            var file = EnvironmentFile.Read(path);
            if (file.Problem is { } problem)
            {
                throw new TaskStartException(problem.Message);
            }

            variables.AddRange(file.Variables);
        }

        return variables;
    }
}
