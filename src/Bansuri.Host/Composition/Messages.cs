using Bansuri.Host.Configuration;

namespace Bansuri.Host.Composition;

/// <summary>Sentences that more than one command says.</summary>
internal static class Messages
{
    public static string NoConfiguration(string directory) =>
        $"error: no configuration in '{directory}': none of {string.Join(", ", DefaultFiles.Names)}\n  = help: name one with -c FILE, or write one with 'bansuri init'";

    public static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";
}
