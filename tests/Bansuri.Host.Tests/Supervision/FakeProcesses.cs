using Bansuri.Host.Supervision.Runs;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>Counts what is asked of an attempt's processes.</summary>
internal sealed class FakeProcesses : IAttemptProcesses
{
    public List<int> Signals { get; } = [];

    public int Adjustments { get; private set; }

    public int Signal(int number)
    {
        Signals.Add(number);
        return 1;
    }

    public void Adjust() => Adjustments++;
}
