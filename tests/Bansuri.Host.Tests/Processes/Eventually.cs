namespace Bansuri.Host.Tests.Processes;

internal static class Eventually
{
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Waits until a condition holds; the test fails with <paramref name="what"/> when it does not come to.</summary>
    internal static async Task TrueAsync(Func<bool> condition, string what)
    {
        var deadline = Environment.TickCount64 + (long)Limit.TotalMilliseconds;
        while (!condition())
        {
            Assert.True(Environment.TickCount64 < deadline, "never: " + what);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    internal static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);

    internal static Task InTime(this Task task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);
}
