using Bansuri.Host.Cli;
using Bansuri.Host.Composition;

namespace Bansuri.Host.Tests.Cli;

/// <summary>Notes what the offline commands were asked for.</summary>
internal sealed class RecordedRunner : IHostRunner, IOfflineCommands
{
    public RunOptions? Run { get; private set; }

    public ValidateOptions? Validate { get; private set; }

    public SchemaOptions? Schema { get; private set; }

    public SubmitOptions? Submit { get; private set; }

    public string? Init { get; private set; }

    public Task<int> RunAsync(RunOptions options, Terminal terminal)
    {
        Run = options;
        return Task.FromResult(7);
    }

    public Task<int> ValidateAsync(ValidateOptions options, Terminal terminal, CancellationToken cancellationToken)
    {
        Validate = options;
        return Task.FromResult(ExitCodes.Usage);
    }

    public Task<int> SchemaAsync(SchemaOptions options, Terminal terminal, CancellationToken cancellationToken)
    {
        Schema = options;
        return Task.FromResult(ExitCodes.Done);
    }

    public Task<int> SubmitAsync(SubmitOptions options, Terminal terminal, CancellationToken cancellationToken)
    {
        Submit = options;
        return Task.FromResult(ExitCodes.Done);
    }

    /// <summary>The real ones: they only read.</summary>
    public ILeftLogs LeftLogs(string logDirectory) => new LeftLogs(logDirectory);

    public Task<int> InitAsync(string? path, Terminal terminal, CancellationToken cancellationToken)
    {
        Init = path;
        return Task.FromResult(ExitCodes.Done);
    }
}
