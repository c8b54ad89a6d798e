using System.Reflection;

namespace Bansuri.Host.Cli;

/// <summary>The version as everybody shows it: <c>1.2.0</c>, or <c>1.2.0+3f2a91c</c> for a build between releases.</summary>
internal static class ProgramVersion
{
    private const int ShortHash = 8;

    public static string Text { get; } = Shorten(
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0");

    private static string Shorten(string version) => version.Split('+') is [var number, { Length: > ShortHash } hash] ? $"{number}+{hash[..ShortHash]}" : version;
}
