using System.Diagnostics;

namespace Bansuri.Acceptance.Tests.Harness;

/// <summary>Waits for conditions, never for time. The limit is for what never comes; it is not a measurement.</summary>
internal static class Wait
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    public static Task UntilAsync(Func<bool> condition, Func<string> otherwise) =>
        UntilAsync(() => Task.FromResult(condition()), otherwise);

    public static async Task UntilAsync(Func<Task<bool>> condition, Func<string> otherwise)
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            if (waited.Elapsed > Limit)
            {
                Assert.Fail($"not within {Limit.TotalSeconds} s: {otherwise()}");
            }

            await Task.Delay(Step);
        }
    }
}
