using System.Runtime.CompilerServices;
using Bansuri.Host.Processes;

namespace Bansuri.Host.Tests.Processes;

/// <summary>
/// Applied once and before all else, as in the program's Main: it takes SIGCHLD from System.Diagnostics.Process, whose waits never end when
/// that happens after the first of them has begun.
/// </summary>
internal static class Hygiene
{
    public static ProcessHygiene Applied { get; private set; } = null!; // set before anything else of this assembly runs

    [ModuleInitializer]
    internal static void Apply() => Applied = ProcessHygiene.Apply();
}
