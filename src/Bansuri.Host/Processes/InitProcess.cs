using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Bansuri.Host.Processes.Kernel;
using Bansuri.Host.Processes.Spawning;

namespace Bansuri.Host.Processes;

/// <summary>
/// What the program does as process 1 of a container. All orphans of the container are its children then, and the runtime reaps any child of a
/// process 1, ours too. So the host runs as a child, and this process is a plain init: it hands signals on and reaps everybody.
/// </summary>
internal static unsafe class InitProcess
{
    private static readonly PosixSignal[] HandedOn =
        [PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP, PosixSignal.SIGQUIT, (PosixSignal)10, (PosixSignal)12];

    /// <summary>Null when this is not process 1: go on as the host. Else the exit code, once the host has ended; whoever is left ends with us.</summary>
    internal static int? Run()
    {
        if (Environment.ProcessId != 1)
            return null;
        var words = Encoding.UTF8.GetString(File.ReadAllBytes("/proc/self/cmdline")).Split('\0')[..^1];
        var program = Environment.ProcessPath ?? words[0];
        using var environment = new StringVector(Variables());
        // A session of its own, so that a terminal's Ctrl+C comes once, from here, and not twice.
        var errno = SpawnSettings.RunLikeSelf(new(program, [.. words], null), environment, out var host);
        if (errno != 0)
            throw new ProcessStartException(errno, $"program '{program}'");
        var registrations = HandedOn.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            _ = Libc.Kill(host, Number(context.Signal));
        })).ToList();
        var code = ReapUntil(host);
        registrations.ForEach(registration => registration.Dispose());
        return code;
    }

    private static int ReapUntil(int host)
    {
        while (true)
        {
            int status;
            ResourceUsage usage;
            var ended = Libc.Wait(-1, &status, 0, &usage);
            if (ended == host)
                return (status & 0x7f) == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f);
            if (ended < 0 && Errno.Last != Errno.Interrupted)
                return 1;
        }
    }

    private static ImmutableArray<string> Variables() =>
        [.. Encoding.UTF8.GetString(File.ReadAllBytes("/proc/self/environ")).Split('\0', StringSplitOptions.RemoveEmptyEntries)];

    private static int Number(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => Signals.Hangup,
        PosixSignal.SIGINT => Signals.Interrupt,
        PosixSignal.SIGQUIT => 3,
        PosixSignal.SIGTERM => Signals.Terminate,
        var raw => (int)raw,
    };
}
