using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions.Options;

/// <summary>One option: a constructor parameter of the author's record. Holds nothing of the plugin, so that it can outlive it.</summary>
/// <param name="Name">As the configuration writes it, kebab-case.</param>
/// <param name="Parameter">As the record writes it.</param>
/// <param name="Reader">Reads the value.</param>
/// <param name="IsRequired">Whether it has neither a default value nor may be null.</param>
internal sealed record OptionField(string Name, string Parameter, ValueReader<object?> Reader, bool IsRequired)
{
    /// <summary>What the author says of it; empty when that is nothing.</summary>
    public string Help { get; init; } = "";

    /// <summary>The default in words; empty when there is none.</summary>
    public string DefaultText { get; init; } = "";

    /// <summary>For editors: never empty.</summary>
    public string Description => string.Concat(
        Help.Length == 0 ? $"an option of the task type: {Reader.Allowed}" : Help.TrimEnd('.'),
        DefaultText.Length == 0 ? "" : $". Default: `{DefaultText}`",
        IsRequired ? ". Required" : "");
}
