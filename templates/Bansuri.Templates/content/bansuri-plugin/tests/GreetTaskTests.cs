using Bansuri.Testing;

namespace Greet.Tests;

public sealed class GreetTaskTests
{
    [Fact]
    public async Task It_says_hello_to_whom_it_is_told_to()
    {
        var task = TaskMaker.Make<GreetTask>(new Dictionary<string, object?>
        {
            ["with"] = new Dictionary<string, object?> { ["whom"] = "you" },
        });

        await using var attempt = TaskAttempt.Start(task);

        Assert.Equal(0, await attempt.Completed);
        Assert.Equal(["hello you"], attempt.Said.Output);
    }

    [Fact]
    public void An_unknown_option_is_refused()
    {
        var entry = new Dictionary<string, object?> { ["with"] = new Dictionary<string, object?> { ["hwom"] = "you" } };

        Assert.Throws<ArgumentException>(() => TaskMaker.Make<GreetTask>(entry));
    }
}
