namespace Bansuri.Acceptance.Tests.Harness;

/// <summary>A test with a sandbox of its own. The runner disposes it, and so reports what was left behind beside the test's own failure.</summary>
public abstract class AcceptanceTest : IAsyncDisposable
{
    private protected Sandbox Sandbox { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
