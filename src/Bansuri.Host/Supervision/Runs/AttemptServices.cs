using Bansuri.Abstractions;
using Bansuri.Host.Plugins;
using Bansuri.Host.Processes;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>What making attempts needs of the rest of the house.</summary>
internal sealed record AttemptServices
{
    public required PluginCatalog Plugins { get; init; }

    public required IProcessEngine Engine { get; init; }

    public required TaskOutputs Outputs { get; init; }

    public required InheritedEnvironment Environment { get; init; }

    /// <summary>Reads the environment files of a task; throws <see cref="TaskStartException"/> that names the file and what is wrong.</summary>
    public required Func<TaskConfig, IReadOnlyList<KeyValuePair<string, string>>> ReadEnvironmentFiles { get; init; }

    /// <summary>Hears of every process that starts and of every one whose set is empty again.</summary>
    public required IRunLedger Ledger { get; init; }

    /// <summary>The path of the control socket.</summary>
    public required string Socket { get; init; }

    /// <summary>The path of the program itself, for child hosts.</summary>
    public required string Program { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Log { get; init; }
}
