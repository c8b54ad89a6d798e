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
        var problem = "";
        return 0 switch
        {
            _ when !type.IsAssignableTo(typeof(AbstractTask)) => $"task type '{attribute.Name}' is not offered: its class does not derive from AbstractTask",
            _ when !type.IsVisible || type.IsAbstract || type.ContainsGenericParameters => $"task type '{attribute.Name}' is not offered: its class has to be public, not abstract and not generic",
            _ when !NamePattern().IsMatch(attribute.Name ?? "") => $"task type '{attribute.Name}' is not offered: a name is lower-case letters, digits, '.', '_' or '-'",
            _ when ConstructorOf(type) is null => $"task type '{attribute.Name}' is not offered: its class needs a public constructor ({(OptionsOf(type) is { } options ? $"TaskConfig, {options.Name}" : "TaskConfig")})",
            _ when OptionsOf(type) is { } options && !OptionsSchema.TryDescribe(options, out schema, out problem) => $"task type '{attribute.Name}' is not offered: {problem}",
            _ => null,
        };
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]*$")]
    private static partial Regex NamePattern();
}
