using System.Collections.Immutable;

namespace Bansuri.Host.Cli;

/// <param name="Config">Null: the default file of the working directory.</param>
internal sealed record ValidateOptions(string? Config)
{
    /// <summary>Warnings count as errors.</summary>
    public bool Strict { get; init; }

    /// <summary>Say what each task means: next slots, attempts, order of dependencies.</summary>
    public bool Explain { get; init; }

    public ImmutableArray<string> Plugins { get; init; } = [];

    public bool StrictPermissions { get; init; }
}

/// <param name="Plugins">Folders whose task types have their <c>with</c> in the schema.</param>
internal sealed record SchemaOptions(ImmutableArray<string> Plugins);
