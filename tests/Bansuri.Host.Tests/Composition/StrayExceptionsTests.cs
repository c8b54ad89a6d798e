using Bansuri.Host.Composition;
using Bansuri.Host.Tests.Supervision;
using Microsoft.Extensions.Time.Testing;

namespace Bansuri.Host.Tests.Composition;

/// <summary>What becomes of exceptions that nothing has caught.</summary>
public sealed class StrayExceptionsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ListLog _log = new();
    private readonly List<Exception> _failures = [];

    [Fact]
    public void One_of_the_hosts_own_ends_it_in_order()
    {
        var bug = new InvalidOperationException("a bug");

        Assert.True(Strays(_ => null).Take(bug));

        Assert.Same(bug, Assert.Single(_failures));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void Those_of_a_plugin_are_told_once_a_minute_and_end_nothing()
    {
        var strays = Strays(exception => exception.Message);

        strays.Take(new TimeoutException("one"));
        strays.Take(new TimeoutException("one"));
        strays.Take(new TimeoutException("other"));
        _time.Advance(TimeSpan.FromSeconds(59));
        strays.Take(new TimeoutException("one"));
        _time.Advance(TimeSpan.FromSeconds(1));
        strays.Take(new TimeoutException("one"));

        Assert.Empty(_failures);
        Assert.Collection(
            _log.Lines,
            line => Assert.Contains("one: nothing caught an exception of this plugin's, which has ended a thread, a timer's turn or an async void method: TimeoutException: one;", line, StringComparison.Ordinal),
            line => Assert.Contains("other: nothing caught", line, StringComparison.Ordinal),
            line => Assert.Contains("TimeoutException: one (2 more since the last line);", line, StringComparison.Ordinal));
    }

    private StrayExceptions Strays(Func<Exception, string?> owner) => new(_log, _time, owner, _failures.Add);
}
