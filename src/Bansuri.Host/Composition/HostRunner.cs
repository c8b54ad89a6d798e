using Bansuri.Host.Cli;
using Bansuri.Host.Configuration;
using Bansuri.Host.Processes;

namespace Bansuri.Host.Composition;

/// <summary>
/// <c>bansuri run</c>, from the flags to the exit code: reads the configuration, takes the state directory, and lives until it is told to
/// end. What goes wrong before the tasks start is one message and exit code 2.
/// </summary>
/// <param name="hygiene">What was done first of all.</param>
/// <param name="signals">Held from the first line of the program on.</param>
internal sealed class HostRunner(ProcessHygiene hygiene, HostSignals signals) : IHostRunner
{
    public async Task<int> RunAsync(RunOptions options, Terminal terminal)
    {
        var directory = Environment.CurrentDirectory;
        if (Locate(options.Config, directory) is not { } path)
        {
            await terminal.Error.WriteLineAsync(Messages.NoConfiguration(directory));
            return ExitCodes.Usage;
        }

        if (DescriptorReserve.Refusal() is { } refused)
        {
            await terminal.Error.WriteLineAsync($"error: {refused}");
            return ExitCodes.Usage;
        }

        using var exits = new EarlyExit();
        exits.Guard();
        try
        {
            await using var ground = new HostGround(path, options, signals, hygiene);
            var source = new ConfigurationSource(path, RunFlags.ToOverrides(options), ground.Knowledge);
            var first = source.Read();
            if (first.Config is null)
            {
                await terminal.Error.WriteLineAsync(Diagnosed.Text(first, directory));
                return ExitCodes.Usage;
            }

            ground.Log.Release();
            await using var holdings = await HostHoldings.TakeAsync(ground, first.Config.Host);
            await using var life = new HostLife(ground, holdings, source, first);
            exits.Fail = life.Fail;
            return await life.RunAsync();
        }
        catch (StartupException refusal)
        {
            await terminal.Error.WriteLineAsync($"error: {refusal.Message}");
            return ExitCodes.Usage;
        }
        catch (OperationCanceledException) when (signals.ShutdownAsked.IsCancellationRequested)
        {
            // Told to end before the first task started.
            return ExitCodes.Done;
        }
    }

    private static string? Locate(string? named, string directory) => named is null ? DefaultFiles.Find(directory) : Path.GetFullPath(named, directory);
}
