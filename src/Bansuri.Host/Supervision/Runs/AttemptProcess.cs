using Bansuri.Abstractions;
using Bansuri.Host.Processes;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>A process that an attempt has started.</summary>
internal sealed class AttemptProcess(IProcessGroup group, Resources asked)
{
    private volatile Resources _asked = asked;
    private volatile StopUnderWay? _stop;

    public IProcessGroup Group => group;

    /// <summary>The live values that were last asked of it.</summary>
    public Resources Asked
    {
        get => _asked;
        set => _asked = value;
    }

    /// <summary>The stop that goes on; null while none does.</summary>
    public StopUnderWay? Stop
    {
        get => _stop;
        set => _stop = value;
    }
}
