using System.Text;
using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes;

/// <summary>The runtime ends a process that it cannot make a thread for, and calls that "Out of memory.": who reads it should know where to look.</summary>
internal static unsafe class ThreadShortage
{
    internal static void Explain() => AppDomain.CurrentDomain.UnhandledException += (_, raised) =>
    {
        if (raised.ExceptionObject is OutOfMemoryException)
        {
            var message = Encoding.UTF8.GetBytes(Message());
            fixed (byte* text = message)
                _ = Libc.Write(2, text, (nuint)message.Length);
        }
    };

    private static string Message() =>
        "error: the system gives this host no thread, or no memory, and it ends: a user's programs may have so many processes and threads on this machine "
        + $"(ulimit -u: {Most(Libc.LimitProcesses)}), and a process so many open files (ulimit -n: {Most(Libc.LimitOpenFiles)})\n";

    private static string Most(int resource) => ResourceLimit.Of(resource) is { Soft: not ResourceLimit.Unlimited and var soft } ? $"{soft}" : "unlimited";
}
