using System.Collections;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bansuri.Abstractions;

namespace Bansuri.Plugins.Python;

/// <summary>
/// The entry for <c>TaskConfig.from_dict</c> of task_base.py: its sections with the keys in snake_case, durations in seconds. It travels
/// in the environment, which only this user can read, and the runner takes it out of there before any code of the task runs.
/// </summary>
internal static class ConfigJson
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(TaskConfig config) => JsonSerializer.Serialize(Members(config), Plain);

    private static Dictionary<string, object?> Members(object value) => value.GetType()
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanRead && property.GetIndexParameters().Length == 0 && property.Name != nameof(Scheduling.IsPeriodic))
        .ToDictionary(property => Key(property.Name), property => Value(property.GetValue(value)) ?? Absent(property.Name), StringComparer.Ordinal);

    // Nothing means the default there, and the default of this one is not null.
    private static string? Absent(string property) => property == nameof(FailureControl.Times) ? "unlimited" : null;

    private static string Key(string property) =>
        property == nameof(Scheduling.TimeZone) ? "timezone" : JsonNamingPolicy.SnakeCaseLower.ConvertName(property);

    private static object? Value(object? value) => value switch
    {
        null or string or bool or int or long or double => value,
        TimeSpan duration => duration.TotalSeconds,
        Enum member => JsonNamingPolicy.KebabCaseLower.ConvertName(member.ToString()),
        OutputTarget target => target.Path ?? Value(target.Kind),
        TaskCommand { Text: { } text } => text,
        TaskCommand { Arguments: var arguments } => arguments,
        IDictionary mapping => mapping.Keys.Cast<object>().ToDictionary(key => key.ToString() ?? "", key => Value(mapping[key]), StringComparer.Ordinal),
        IEnumerable list => list.Cast<object?>().Select(Value).ToList(),
        _ => Members(value),
    };
}
