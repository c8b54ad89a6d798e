using System.Runtime.CompilerServices;
using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes.Spawning;

/// <summary>The attributes and file actions of one posix_spawn: an own session, default signals, three descriptors, a directory.</summary>
internal unsafe ref struct SpawnSettings
{
    private fixed byte _attributes[SpawnLibrary.StructureSize];
    private fixed byte _actions[SpawnLibrary.StructureSize];

    /// <summary>Runs a program in a session of its own.</summary>
    /// <param name="stdout">The descriptor that becomes 1, or -1 for /dev/null; <paramref name="stderr"/> likewise 2.</param>
    /// <param name="directory">Null leaves the host's.</param>
    /// <returns>0 or an errno, of fork and exec alike.</returns>
    internal static int Run(LaunchPlan plan, string? directory, StringVector environment, (int Out, int Error) streams, SpawnFeatures features, out int pid)
    {
        var settings = default(SpawnSettings);
        var attributes = settings._attributes;
        var actions = settings._actions;
        _ = SpawnLibrary.InitAttributes(attributes);
        _ = SpawnLibrary.InitActions(actions);
        try
        {
            SetSignals(attributes);
            var errno = SetDescriptors(actions, streams, features);
            if (errno == 0 && directory is not null)
                errno = SpawnLibrary.AddChangeDirectory(actions, directory);
            if (errno != 0)
            {
                pid = 0;
                return errno;
            }

            using var arguments = new StringVector(plan.Arguments);
            using var path = new StringVector([plan.Path]);
            fixed (int* result = &pid)
                return SpawnLibrary.Spawn(result, path.Pointer[0], actions, attributes, arguments.Pointer, environment.Pointer);
        }
        finally
        {
            _ = SpawnLibrary.DestroyActions(actions);
            _ = SpawnLibrary.DestroyAttributes(attributes);
        }
    }

    /// <summary>The host ignores SIGPIPE and blocks what it likes; a child must know nothing of that.</summary>
    private static void SetSignals(byte* attributes)
    {
        var set = stackalloc byte[128];
        Unsafe.InitBlock(set, 0, 128);
        _ = SpawnLibrary.SetMask(attributes, set);
        _ = Libc.FillSignalSet(set);
        _ = SpawnLibrary.SetSignalsToDefault(attributes, set);
        _ = SpawnLibrary.SetFlags(
            attributes, SpawnLibrary.SetSession | SpawnLibrary.SetSignalMask | SpawnLibrary.SetDefaultSignals);
    }

    private static int SetDescriptors(byte* actions, (int Out, int Error) streams, SpawnFeatures features)
    {
        var errno = SpawnLibrary.AddOpen(actions, 0, "/dev/null", Libc.ReadOnly, 0);
        if (errno == 0)
            errno = SetStream(actions, streams.Out, 1);
        if (errno == 0)
            errno = SetStream(actions, streams.Error, 2);
        return errno == 0 && features.CloseFrom ? SpawnLibrary.AddCloseFrom(actions, 3) : errno;
    }

    private static int SetStream(byte* actions, int from, int to) => from < 0
        ? SpawnLibrary.AddOpen(actions, to, "/dev/null", Libc.WriteOnly, 0)
        : SpawnLibrary.AddDuplicate(actions, from, to);
}
