using System.Collections.Concurrent;
using Bansuri.Host.Supervision;
using Bansuri.Host.Supervision.Runs;
using Bansuri.Host.Tests.Processes;

namespace Bansuri.Host.Tests.Supervision;

/// <summary>Hands attempts to the test instead of making them.</summary>
internal sealed class FakeRunner(TimeProvider time) : IAttemptRunner
{
    private readonly ConcurrentQueue<FakeAttempt> _made = new();
    private int _taken;

    /// <summary>Attempts of these do not end when they are stopped.</summary>
    public HashSet<string> Deaf { get; } = new(StringComparer.Ordinal);

    /// <summary>Attempts of these start no process until the test says so.</summary>
    public HashSet<string> Slow { get; } = new(StringComparer.Ordinal);

    /// <summary>Attempts that end at once, with this code.</summary>
    public ConcurrentDictionary<string, int> Quick { get; } = new(StringComparer.Ordinal);

    public IReadOnlyCollection<FakeAttempt> Made => _made;

    public int Count(string name) => _made.Count(attempt => attempt.Name == name);

    public Task<AttemptExit> RunAsync(AttemptOrder order, AttemptControl control)
    {
        var attempt = new FakeAttempt(order, control, time);
        if (!Slow.Contains(attempt.Name))
        {
            control.Started(100 + _made.Count);
        }

        if (!Deaf.Contains(attempt.Name))
        {
            attempt.EndsWhenStopped();
        }

        if (Quick.TryGetValue(attempt.Name, out var code))
        {
            attempt.End(code);
        }

        _made.Enqueue(attempt);
        return attempt.RunAsync();
    }

    /// <summary>The next attempt of any task, in the order in which they were made.</summary>
    public async Task<FakeAttempt> NextAsync()
    {
        var number = _taken++;
        await Eventually.TrueAsync(() => _made.Count > number, $"attempt {number + 1}");
        return _made.ElementAt(number);
    }

    /// <summary>The given attempt of a task, from 1.</summary>
    public async Task<FakeAttempt> AttemptAsync(string name, int number = 1)
    {
        await Eventually.TrueAsync(() => Count(name) >= number, $"attempt {number} of {name}");
        return _made.Where(attempt => attempt.Name == name).ElementAt(number - 1);
    }
}
