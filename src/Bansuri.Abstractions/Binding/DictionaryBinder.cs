using System.Collections;
using System.Globalization;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Abstractions.Binding;

/// <summary>Turns a dictionary into the node tree that texts become as well, and binds that.</summary>
internal static class DictionaryBinder
{
    private const int Deepest = 64;

    public static TaskConfig Bind(IReadOnlyDictionary<string, object?> values)
    {
        var problems = new List<Diagnostic>();
        var host = new HostDefaults(Environment.CurrentDirectory, HostDefaults.DefaultGracePeriod);
        var context = new BindContext(host, Environment.GetEnvironmentVariable, IsDefaultType, problems.Add);
        var config = EntryBinder.Bind((MappingNode)ToNode(values), context);
        var errors = problems.Where(problem => problem.Severity == Severity.Error).Select(problem => problem.Message).ToList();
        return config is null || errors.Count > 0 ? throw new TaskConfigException(errors) : config;
    }

    // Which types need a command the host knows from its plugins; without a host it is known of the default type alone.
    private static bool IsDefaultType(string type) => type == IdentificationKeys.Type.Default;

    private static ConfigNode ToNode(object? value) => ToNode(value, 0);

    private static ConfigNode ToNode(object? value, int depth) => value switch
    {
        _ when depth > Deepest => throw new TaskConfigException([$"the values are nested more than {Deepest} deep"]),
        null => new ScalarNode("", Quoted: false, SourceSpan.None),
        string text => new ScalarNode(text, Quoted: true, SourceSpan.None),
        bool flag => new ScalarNode(flag ? "true" : "false", Quoted: false, SourceSpan.None),
        IEnumerable<KeyValuePair<string, object?>> mapping => new MappingNode([.. mapping.Select(pair => Entry(pair.Key, pair.Value, depth))], SourceSpan.None),
        IDictionary mapping => new MappingNode([.. mapping.Cast<DictionaryEntry>().Select(pair => Entry(pair.Key.ToString() ?? "", pair.Value, depth))], SourceSpan.None),
        IEnumerable list => new SequenceNode([.. list.Cast<object?>().Select(item => ToNode(item, depth + 1))], SourceSpan.None),
        TimeSpan duration => new ScalarNode(duration.TotalSeconds.ToString(CultureInfo.InvariantCulture), Quoted: false, SourceSpan.None),
        IFormattable number => new ScalarNode(number.ToString(null, CultureInfo.InvariantCulture), Quoted: false, SourceSpan.None),
        _ => new ScalarNode(value.ToString() ?? "", Quoted: true, SourceSpan.None),
    };

    private static MappingEntry Entry(string key, object? value, int depth) => new(new ScalarNode(key, Quoted: true, SourceSpan.None), ToNode(value, depth + 1));
}
