using System.Runtime.InteropServices;

namespace Bansuri.Host.Isolation;

/// <summary>The stop of a child host: SIGTERM, or the task's own signal, asks the code to end; the host kills what has not done so in time.</summary>
internal sealed class ChildStop : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<PosixSignalRegistration> _heeded = [];

    public ChildStop() => Heed(PosixSignal.SIGTERM);

    public CancellationToken Stopping => _stopping.Token;

    public void Begin() => _stopping.Cancel();

    /// <summary>Some, such as SIGKILL, nobody can heed: those end the process.</summary>
    public void HeedAlso(int signal)
    {
        try
        {
            Heed((PosixSignal)signal);
        }
        catch (Exception error) when (error is ArgumentException or IOException or PlatformNotSupportedException)
        {
        }
    }

    public void Dispose()
    {
        _heeded.ForEach(each => each.Dispose());
        _stopping.Dispose();
    }

    private void Heed(PosixSignal signal) => _heeded.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        Begin();
    }));
}
