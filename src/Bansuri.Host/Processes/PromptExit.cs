using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes;

/// <summary>
/// The end of this process within a moment. The runtime calls whoever asked to hear of its end, code of plugins among them
/// (<c>ProcessExit</c>, <c>AssemblyLoadContext.Unloading</c>), and would wait for them for ever. When they have heard, nothing more is taken apart:
/// the runtime's own libraries would be, under threads that still run in them, and what such a thread meets then ends in an abort.
/// </summary>
internal static class PromptExit
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>To be called when all has been written and closed.</summary>
    /// <returns>The code, for the program to return.</returns>
    public static int With(int code)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Libc.Exit(code);

        try
        {
            // In the background, so that it keeps nobody; until the runtime is gone such threads run on.
            new Thread(() =>
            {
                using var never = new ManualResetEventSlim();
                never.Wait(Limit);
                Libc.Exit(code);
            })
            { IsBackground = true, Name = "exit" }.Start();
        }
        catch (OutOfMemoryException)
        {
            // This user may have no thread more: then nobody else is asked.
            Libc.Exit(code);
        }

        return code;
    }
}
