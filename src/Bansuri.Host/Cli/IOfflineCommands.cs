namespace Bansuri.Host.Cli;

/// <summary>The commands that work without a host, on files alone. Each returns its exit code.</summary>
internal interface IOfflineCommands
{
    Task<int> ValidateAsync(ValidateOptions options, Terminal terminal, CancellationToken cancellationToken);

    /// <summary>The JSON Schema of the configuration to <see cref="Terminal.Out"/>.</summary>
    Task<int> SchemaAsync(SchemaOptions options, Terminal terminal, CancellationToken cancellationToken);

    /// <summary>Submits the host as a job, or shows the script for it.</summary>
    Task<int> SubmitAsync(SubmitOptions options, Terminal terminal, CancellationToken cancellationToken);

    /// <summary>What is in a log directory whose host is gone.</summary>
    ILeftLogs LeftLogs(string logDirectory);

    /// <summary>Writes a starting configuration; an existing file is an error.</summary>
    /// <param name="path">Null is <c>bansuri.yaml</c> in the working directory.</param>
    Task<int> InitAsync(string? path, Terminal terminal, CancellationToken cancellationToken);
}
