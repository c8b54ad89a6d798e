using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions.Options;

/// <summary>
/// What a task type's options are, taken from the author's record once and kept without it: checking a configuration runs no code of
/// the plugin, and a schema that somebody still holds does not keep the plugin loaded.
/// </summary>
internal sealed class OptionsSchema
{
    private readonly RecordReader _reader;

    private OptionsSchema(RecordReader reader) => _reader = reader;

    /// <summary>Each option, in the order of the record.</summary>
    public ImmutableArray<OptionField> Fields => _reader.Fields;

    /// <summary>The JSON Schema of <c>with</c>.</summary>
    public string Json => _reader.Shape.Schema;

    /// <summary>Reads <c>with</c>, which may be absent, and reports every problem as a bad option.</summary>
    /// <param name="with">The mapping, or null.</param>
    /// <param name="entry">Where the entry stands, for what is missing when there is no mapping.</param>
    /// <param name="context">Of the entry; its key is the word that messages begin an option with.</param>
    /// <param name="values">What was read; to be trusted only after true.</param>
    public bool TryRead(MappingNode? with, SourceSpan entry, ReadContext context, out OptionValues values) => _reader.TryRead(
        with ?? new MappingNode([], entry),
        context with { Report = problem => context.Report(problem with { Code = Codes.BadOption }) },
        out values);

    /// <summary>Takes the options from a record type, or says in one sentence why that is not possible.</summary>
    public static bool TryDescribe(Type record, [NotNullWhen(true)] out OptionsSchema? schema, [NotNullWhen(false)] out string? problem)
    {
        var reader = new Describer().Record(record, out problem);
        schema = reader is null ? null : new OptionsSchema(reader);
        return reader is not null;
    }

    /// <summary>The constructor whose parameters are the options: the one with most of them.</summary>
    internal static ConstructorInfo? ConstructorOf(Type record) =>
        record.IsAbstract ? null : record.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length);

    /// <summary>Walks the types of one record; knows where it is, to see a record that contains itself.</summary>
    private sealed class Describer
    {
        private readonly NullabilityInfoContext _nullability = new();
        private readonly HashSet<Type> _within = [];

        public RecordReader? Record(Type type, out string? problem)
        {
            problem = null;
            if (ConstructorOf(type) is not { } constructor || type.IsPrimitive || !_within.Add(type))
            {
                problem = $"options of the type '{type.Name}' cannot be read";
                return null;
            }

            var fields = ImmutableArray.CreateBuilder<OptionField>();
            foreach (var parameter in constructor.GetParameters())
            {
                var name = parameter.Name ?? "";
                if (Value(parameter.ParameterType, out problem) is not { } reader)
                {
                    problem = $"option '{Scalars.Kebab(name)}': {problem}";
                    return null;
                }

                fields.Add(new OptionField(Scalars.Kebab(name), name, reader, IsRequired(parameter)) { Help = OptionHelp.Of(parameter), DefaultText = OptionHelp.DefaultOf(parameter) });
            }

            _within.Remove(type);
            return new RecordReader(fields.ToImmutable());
        }

        private ValueReader<object?>? Value(Type written, out string? problem)
        {
            problem = null;
            var type = Nullable.GetUnderlyingType(written) ?? written;
            if (OptionScalars.For(type) is { } scalar)
            {
                return scalar;
            }

            if (OptionCollections.ItemOf(type) is { } itemType)
            {
                return Value(itemType, out problem) is { } item ? new BoxedReader<ImmutableArray<object?>>(new ListReader<object?>(item, "a list, each item " + item.Allowed)) : null;
            }

            if (OptionCollections.ValueOf(type) is { } valueType)
            {
                return Value(valueType, out problem) is { } value ? new BoxedReader<ImmutableDictionary<string, object?>>(new MappingReader(value)) : null;
            }

            return Record(type, out problem) is { } record ? new BoxedReader<OptionValues>(record) : null;
        }

        private bool IsRequired(ParameterInfo parameter) =>
            !parameter.HasDefaultValue && _nullability.Create(parameter).WriteState != NullabilityState.Nullable;
    }
}
