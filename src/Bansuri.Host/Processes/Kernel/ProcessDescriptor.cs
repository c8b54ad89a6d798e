namespace Bansuri.Host.Processes.Kernel;

/// <summary>A pidfd: a process that cannot be mistaken for its successor. Kernels before 5.3 have none, and the callers do without.</summary>
internal static class ProcessDescriptor
{
    internal const int None = -1;

    /// <summary>A close-on-exec descriptor of the process that has this number now, or <see cref="None"/>.</summary>
    internal static int Open(int pid) => (int)Libc.SystemCall(Libc.PidfdOpen, pid, 0, 0, 0);

    internal static bool IsSupported()
    {
        var self = Open(Environment.ProcessId);
        if (self == None)
            return false;
        _ = Libc.Close(self);
        return true;
    }

    /// <summary>Sends a signal if, and only if, the process is still the one that was meant. Returns 0 or an errno.</summary>
    internal static int Signal(ProcessIdentity identity, int signal)
    {
        var descriptor = Open(identity.Pid);
        if (descriptor == None && Errno.Last == Errno.NoSuchProcess)
            return Errno.NoSuchProcess;
        try
        {
            // Opened first, compared second: from here on the descriptor and the identity mean the same process.
            if (ProcessIdentity.Of(identity.Pid) != identity)
                return Errno.NoSuchProcess;
            var sent = descriptor == None
                ? Libc.Kill(identity.Pid, signal)
                : (int)Libc.SystemCall(Libc.PidfdSendSignal, descriptor, signal, 0, 0);
            return sent == 0 ? 0 : Errno.Last;
        }
        finally
        {
            if (descriptor != None)
                _ = Libc.Close(descriptor);
        }
    }
}
