using System.Collections.Immutable;
using System.Reflection;

namespace Bansuri.Abstractions.Options;

/// <summary>Makes the author's record from what was read. Runs code of the plugin: the constructors of its records.</summary>
internal static class OptionsMaker
{
    public static object Make(Type record, OptionValues values)
    {
        var constructor = OptionsSchema.ConstructorOf(record)!; // the schema was taken from it
        var arguments = constructor.GetParameters().Select(parameter => Argument(parameter, values)).ToArray();
        return constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    private static object? Argument(ParameterInfo parameter, OptionValues values) =>
        values.Written.TryGetValue(parameter.Name ?? "", out var value) ? Value(parameter.ParameterType, value)
        : parameter.HasDefaultValue ? Default(parameter)
        : null;

    // `= default` of a struct reads as null, and an enum's default as its number.
    private static object? Default(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return parameter.DefaultValue switch
        {
            null when parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null => Activator.CreateInstance(type),
            { } number when type.IsEnum => Enum.ToObject(type, number),
            var value => value,
        };
    }

    private static object? Value(Type written, object? value)
    {
        var type = Nullable.GetUnderlyingType(written) ?? written;
        return value switch
        {
            string member when type.IsEnum => Enum.Parse(type, member),
            OptionValues values => Make(type, values),
            ImmutableArray<object?> items when OptionCollections.ItemOf(type) is { } item =>
                OptionCollections.MakeList(type, item, [.. items.Select(each => Value(item, each))]),
            ImmutableDictionary<string, object?> pairs when OptionCollections.ValueOf(type) is { } item =>
                OptionCollections.MakeDictionary(item, pairs.Select(pair => KeyValuePair.Create(pair.Key, Value(item, pair.Value)))),
            _ => value,
        };
    }
}
