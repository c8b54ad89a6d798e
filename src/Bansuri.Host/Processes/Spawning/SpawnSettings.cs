using System.Runtime.CompilerServices;
using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes.Spawning;

/// <summary>The attributes and file actions of one posix_spawn: an own session, default signals, three descriptors, a directory.</summary>
internal unsafe ref struct SpawnSettings
{
    private fixed byte _attributes[SpawnLibrary.StructureSize];
    private fixed byte _actions[SpawnLibrary.StructureSize];

    public SpawnSettings()
    {
        fixed (byte* attributes = _attributes, actions = _actions)
        {
            _ = SpawnLibrary.InitAttributes(attributes);
            _ = SpawnLibrary.InitActions(actions);
            SetSignals(attributes);
        }
    }

    /// <summary>Runs a program in a session of its own, with the descriptors that are named and no more.</summary>
    /// <param name="directory">Null leaves the host's.</param>
    /// <returns>0 or an errno, of fork and exec alike.</returns>
    internal static int Run(LaunchPlan plan, string? directory, StringVector environment, SpawnDescriptors descriptors, SpawnFeatures features, out int pid)
    {
        var settings = new SpawnSettings();
        var errno = SetDescriptors(settings._actions, descriptors, features);
        if (errno == 0 && directory is not null)
            errno = SpawnLibrary.AddChangeDirectory(settings._actions, directory);
        return settings.Spawn(errno, plan, environment, out pid);
    }

    /// <summary>The same with the descriptors and the directory of this process.</summary>
    internal static int RunLikeSelf(LaunchPlan plan, StringVector environment, out int pid) =>
        new SpawnSettings().Spawn(0, plan, environment, out pid);

    /// <param name="errno">When not 0, nothing is spawned and all is only freed.</param>
    private int Spawn(int errno, LaunchPlan plan, StringVector environment, out int pid)
    {
        pid = 0;
        using var arguments = new StringVector(plan.Arguments);
        using var path = new StringVector([plan.Path]);
        fixed (byte* attributes = _attributes, actions = _actions)
        fixed (int* result = &pid)
        {
            if (errno == 0)
                errno = SpawnLibrary.Spawn(result, path.Pointer[0], actions, attributes, arguments.Pointer, environment.Pointer);
            _ = SpawnLibrary.DestroyActions(actions);
            _ = SpawnLibrary.DestroyAttributes(attributes);
            return errno;
        }
    }

    /// <summary>The host ignores SIGPIPE and blocks what it likes; a child must know nothing of that.</summary>
    private static void SetSignals(byte* attributes)
    {
        var set = stackalloc byte[128];
        Unsafe.InitBlock(set, 0, 128);
        _ = SpawnLibrary.SetMask(attributes, set);

        // Every bit: sigfillset leaves out 32 and 33, which glibc keeps for its threads, and spawned programs then ignore those two.
        Unsafe.InitBlock(set, byte.MaxValue, 128);
        _ = SpawnLibrary.SetSignalsToDefault(attributes, set);
        _ = SpawnLibrary.SetFlags(
            attributes, SpawnLibrary.SetSession | SpawnLibrary.SetSignalMask | SpawnLibrary.SetDefaultSignals);
    }

    private static int SetDescriptors(byte* actions, SpawnDescriptors descriptors, SpawnFeatures features)
    {
        var errno = SetStream(actions, descriptors.In, 0);
        if (errno == 0)
            errno = SetStream(actions, descriptors.Out, 1);
        if (errno == 0)
            errno = SetStream(actions, descriptors.Error, 2);
        if (errno == 0 && descriptors.HasChannel)
            errno = SpawnLibrary.AddDuplicate(actions, descriptors.Channel, ProcessChannel.ChildDescriptor);
        return errno == 0 && features.CloseFrom ? SpawnLibrary.AddCloseFrom(actions, descriptors.HasChannel ? ProcessChannel.ChildDescriptor + 1 : ProcessChannel.ChildDescriptor) : errno;
    }

    private static int SetStream(byte* actions, int from, int to) => from < 0
        ? SpawnLibrary.AddOpen(actions, to, "/dev/null", to == 0 ? Libc.ReadOnly : Libc.WriteOnly, 0)
        : SpawnLibrary.AddDuplicate(actions, from, to);
}
