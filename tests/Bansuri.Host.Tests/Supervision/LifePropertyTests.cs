namespace Bansuri.Host.Tests.Supervision;

public class LifePropertyTests
{
    private const int Lives = 1500;

    [Theory]
    [InlineData("times: 3")]
    [InlineData("times: 3", "on-change: restart", "start-delay: 1m")]
    [InlineData("forever: true")]
    [InlineData("forever: true", "on-change: manual", "max-runs: 2")]
    [InlineData("timer: 1m", "max-runs: 3")]
    [InlineData("timer: 1m", "start-delay: 2m", "on-change: restart")]
    [InlineData("schedule-cron: * * * * *", "overlap: queue", "missed: all")]
    [InlineData("schedule-cron: * * * * *", "overlap: replace", "missed: once", "on-change: restart")]
    [InlineData("schedule-cron: * * * * *", "jitter: 1m", "max-runs: 3")]
    public void No_sequence_of_events_leads_to_a_state_that_cannot_be_or_leaves_an_order_waiting(params string[] keys)
    {
        var policy = Tasks.Policy(keys);
        for (var seed = 0; seed < Lives; seed++)
        {
            var life = new Life(policy, new Random(seed));
            life.Begin();
            for (var step = 0; step < 60; step++)
            {
                life.Happen();
            }

            life.ComeToRest();
            if (life.OpenOrders > 0)
            {
                Assert.Fail($"an order waits for ever (seed {seed}):\n{life.Story}\n{life.State}");
            }

            life.ShutDown();
        }
    }
}
