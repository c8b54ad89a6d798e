namespace Bansuri.Host.Tests.Supervision;

public class TransitionTableTests
{
    [Fact]
    public void Every_state_meets_every_event_as_the_golden_table_says() => Golden.AssertEqual(TransitionTable.Write());
}
