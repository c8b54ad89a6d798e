using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Bansuri.Abstractions.Options;

/// <summary>The lists and dictionaries that a record of options may have.</summary>
internal static class OptionCollections
{
    private static readonly HashSet<Type> Lists =
    [
        typeof(IEnumerable<>), typeof(IReadOnlyCollection<>), typeof(IReadOnlyList<>), typeof(ICollection<>), typeof(IList<>),
        typeof(List<>), typeof(ImmutableArray<>),
    ];

    private static readonly HashSet<Type> Dictionaries = [typeof(IReadOnlyDictionary<,>), typeof(IDictionary<,>), typeof(Dictionary<,>)];

    private static readonly MethodInfo AsImmutableArray = typeof(ImmutableCollectionsMarshal).GetMethod(nameof(ImmutableCollectionsMarshal.AsImmutableArray))!; // exists

    /// <summary>The type of a list's items; null for what is no list.</summary>
    public static Type? ItemOf(Type type) =>
        type.IsSZArray ? type.GetElementType() : Is(Lists, type) ? type.GenericTypeArguments[0] : null;

    /// <summary>The type of a dictionary's values; null for what is no dictionary with text keys.</summary>
    public static Type? ValueOf(Type type) =>
        Is(Dictionaries, type) && type.GenericTypeArguments[0] == typeof(string) ? type.GenericTypeArguments[1] : null;

    public static object MakeList(Type type, Type item, IReadOnlyList<object?> values)
    {
        var array = Array.CreateInstance(item, values.Count);
        for (var at = 0; at < values.Count; at++)
        {
            array.SetValue(values[at], at);
        }

        return type switch
        {
            _ when type.IsInstanceOfType(array) => array,
            _ when type.GetGenericTypeDefinition() == typeof(List<>) => Activator.CreateInstance(type, array)!, // no nullable type
            _ => AsImmutableArray.MakeGenericMethod(item).Invoke(null, [array])!, // returns a struct
        };
    }

    public static object MakeDictionary(Type value, IEnumerable<KeyValuePair<string, object?>> pairs)
    {
        var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), value))!; // no nullable type
        foreach (var (key, item) in pairs)
        {
            dictionary.Add(key, item);
        }

        return dictionary;
    }

    private static bool Is(HashSet<Type> kinds, Type type) => type.IsGenericType && kinds.Contains(type.GetGenericTypeDefinition());
}
