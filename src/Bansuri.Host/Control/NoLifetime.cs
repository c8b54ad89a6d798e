using Microsoft.Extensions.Hosting;

namespace Bansuri.Host.Control;

/// <summary>Signals and the console belong to the program; the web host's own lifetime would answer SIGTERM by itself.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
