using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions.Options;

/// <summary>One option: a constructor parameter of the author's record. Holds nothing of the plugin, so that it can outlive it.</summary>
/// <param name="Name">As the configuration writes it, kebab-case.</param>
/// <param name="Parameter">As the record writes it.</param>
/// <param name="Reader">Reads the value.</param>
/// <param name="IsRequired">Whether it has neither a default value nor may be null.</param>
internal sealed record OptionField(string Name, string Parameter, ValueReader<object?> Reader, bool IsRequired);
