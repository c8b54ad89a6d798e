using System.Globalization;
using System.Numerics;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions.Options;

/// <summary>The kinds of single values that a record of options may have.</summary>
internal static class OptionScalars
{
    private static readonly ValueReader<string?> AnyText = Scalars.TextOf("a text", JsonShape.AnyText, _ => true);

    private static readonly ValueReader<ByteSize> Size = new ScalarReader<ByteSize>(
        Sizes.AtLeast(0).Allowed,
        Sizes.AtLeast(0).Shape,
        (string text, ReadContext _, out ByteSize value) =>
        {
            var read = Sizes.TryParse(text, out var bytes);
            value = new ByteSize(bytes);
            return read;
        },
        value => value.ToString());

    private static readonly Dictionary<Type, ValueReader<object?>> Readers = new()
    {
        [typeof(string)] = new BoxedReader<string?>(AnyText),
        [typeof(bool)] = new BoxedReader<bool>(Scalars.Boolean),
        [typeof(int)] = Number<int>("a whole number", "integer", NumberStyles.AllowLeadingSign),
        [typeof(long)] = Number<long>("a whole number", "integer", NumberStyles.AllowLeadingSign),
        [typeof(double)] = Number<double>("a number", "number", NumberStyles.Float),
        [typeof(decimal)] = Number<decimal>("a number", "number", NumberStyles.Float),
        [typeof(TimeSpan)] = new BoxedReader<TimeSpan>(Durations.AtLeast(TimeSpan.Zero)),
        [typeof(ByteSize)] = new BoxedReader<ByteSize>(Size),
    };

    /// <summary>The types of the table, and enums by the names of their members.</summary>
    public static ValueReader<object?>? For(Type type) =>
        type.IsEnum ? new BoxedReader<string>(MemberOf(type)) : Readers.GetValueOrDefault(type);

    // Reads the member's name, not its value, which would be an object of the plugin.
    private static ScalarReader<string> MemberOf(Type type)
    {
        var members = Enum.GetNames(type).ToDictionary(Scalars.Kebab, name => name, StringComparer.Ordinal);
        return new ScalarReader<string>(
            "one of " + string.Join(", ", members.Keys),
            JsonShape.Names(members.Keys),
            (string text, ReadContext _, out string value) => members.TryGetValue(text, out value!), // not looked at after false
            Scalars.Kebab);
    }

    private static BoxedReader<T> Number<T>(string kind, string jsonType, NumberStyles style)
        where T : INumber<T>, IMinMaxValue<T> => new(new ScalarReader<T>(
            style == NumberStyles.Float ? kind : string.Create(CultureInfo.InvariantCulture, $"{kind} from {T.MinValue} to {T.MaxValue}"),
            JsonShape.Matching(style == NumberStyles.Float ? @"\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\s*" : "[+-]?[0-9]+", kind, jsonType),
            (string text, ReadContext _, out T value) => T.TryParse(text, style, CultureInfo.InvariantCulture, out value!) && T.IsFinite(value),
            value => value.ToString(null, CultureInfo.InvariantCulture)));
}
