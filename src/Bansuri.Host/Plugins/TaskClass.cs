using System.Reflection;
using System.Text.RegularExpressions;
using Bansuri.Abstractions;
using Bansuri.Abstractions.Options;

namespace Bansuri.Host.Plugins;

/// <summary>The rules for an author's class.</summary>
internal static partial class TaskClass
{
    /// <summary>The record of options that the class is written for; null for none.</summary>
    public static Type? OptionsOf(Type type)
    {
        for (var each = type.BaseType; each is not null; each = each.BaseType)
        {
            if (each.IsGenericType && each.GetGenericTypeDefinition() == typeof(AbstractTask<>))
            {
                return each.GenericTypeArguments[0];
            }
        }

        return null;
    }

    public static ConstructorInfo? ConstructorOf(Type type) =>
        type.GetConstructor(OptionsOf(type) is { } options ? [typeof(TaskConfig), options] : [typeof(TaskConfig)]);

    /// <summary>What is wrong with a class that carries the attribute, in one sentence; null when it can be offered.</summary>
    public static string? Problem(Type type, TaskTypeAttribute attribute, out OptionsSchema? schema)
    {
        schema = null;
        var problem =
            !type.IsAssignableTo(typeof(AbstractTask)) ? "its class does not derive from AbstractTask"
            : !type.IsVisible || type.IsAbstract || type.ContainsGenericParameters ? "its class has to be public, not abstract and not generic"
            : !NamePattern().IsMatch(attribute.Name ?? "") ? "a name is lower-case letters, digits, '.', '_' or '-'"
            : ConstructorOf(type) is null ? $"its class needs a public constructor ({string.Join(", ", Arguments(type))})"
            : OptionsProblem(type, out schema);
        return problem is null ? null : $"task type '{attribute.Name}' is not offered: {problem}";
    }

    private static string? OptionsProblem(Type type, out OptionsSchema? schema)
    {
        schema = null;
        return OptionsOf(type) is not { } options || OptionsSchema.TryDescribe(options, out schema, out var problem) ? null : problem;
    }

    private static IEnumerable<string> Arguments(Type type) =>
        OptionsOf(type) is { } options ? [nameof(TaskConfig), options.Name] : [nameof(TaskConfig)];

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]*$")]
    private static partial Regex NamePattern();
}
