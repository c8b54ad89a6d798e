using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions.Options;

/// <summary>What the author's record says of its options besides their types: <c>[Description("...")]</c> and default values. Runs no code of the plugin.</summary>
internal static class OptionHelp
{
    /// <summary>Of the parameter, or of the property that a positional record makes from it (<c>[property: Description]</c>).</summary>
    public static string Of(ParameterInfo parameter)
    {
        var property = parameter.Member.DeclaringType?.GetProperty(parameter.Name ?? "");
        return (TextOf(parameter.GetCustomAttributesData()) ?? TextOf(property?.GetCustomAttributesData() ?? [])) ?? "";
    }

    /// <summary>As the configuration would write it; empty for none, null and what has no short text.</summary>
    public static string DefaultOf(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return !parameter.HasDefaultValue ? "" : parameter.DefaultValue switch
        {
            null => "",
            { } number when type.IsEnum => Enum.GetName(type, number) is { } name ? Scalars.Kebab(name) : "",
            bool flag => flag ? "true" : "false",
            string text => text,
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => "",
        };
    }

    private static string? TextOf(IEnumerable<CustomAttributeData> attributes) => attributes
        .Where(attribute => attribute.AttributeType == typeof(DescriptionAttribute))
        .Select(attribute => attribute.ConstructorArguments is [{ Value: string text }] ? text : null)
        .FirstOrDefault();
}
