using Bansuri.Abstractions.Binding;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Nodes;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Host.Configuration.Reading;

/// <summary>The settings of the host from the file, from <c>BANSURI_HOST_*</c> and from the flags; the later wins.</summary>
internal sealed class HostBinder(HostKnowledge knowledge, Action<Diagnostic> report)
{
    private const string Prefix = "BANSURI_HOST_";

    private readonly Dictionary<Key, ScalarNode> _written = [];

    public HostSettings Bind(MappingNode? written, HostOverrides overrides, string configurationFolder)
    {
        var values = new WrittenValues(HostKeys.Rows);
        if (written is not null)
        {
            ReadFile(written, "", configurationFolder, values);
        }

        foreach (var key in HostKeys.Rows.All)
        {
            var variable = VariableOf(key);
            if (knowledge.Variables(variable) is { Length: > 0 } text)
            {
                Read(key, variable, FromVariable(key, text, variable), knowledge.RunDirectory, values);
            }
        }

        foreach (var flag in overrides.Flags.GroupBy(flag => flag.Key, flag => flag.Value))
        {
            var key = HostKeys.Rows.Find(flag.Key) ?? throw new ArgumentException($"'{flag.Key}' is no setting of the host", nameof(overrides));
            Read(key, "--" + flag.Key.Replace('.', '-'), List(flag, "the command line"), knowledge.RunDirectory, values);
        }

        return new HostSettings(KeyValues.Complete(values, new HostDefaults(configurationFolder, HostDefaults.DefaultGracePeriod)), configurationFolder);
    }

    /// <summary><c>log.max-size</c> is <c>BANSURI_HOST_LOG_MAX_SIZE</c>.</summary>
    public static string VariableOf(Key key) => Prefix + key.Name.Replace('.', '_').Replace('-', '_').ToUpperInvariant();

    private void ReadFile(MappingNode written, string group, string folder, WrittenValues values)
    {
        foreach (var (spelling, value) in written.Entries.Select(entry => (entry.Key, entry.Value)))
        {
            var path = group + spelling.Text;
            if (value is MappingNode inner && IsGroup(path))
            {
                ReadFile(inner, path + ".", folder, values);
            }
            else if (value is ScalarNode { IsNull: true } && (IsGroup(path) || HostKeys.Rows.Find(path) is not null))
            {
                continue;
            }
            else if (IsGroup(path))
            {
                report(new Diagnostic(Codes.WrongShape, $"'host.{path}' is a group: expected a mapping of {string.Join(", ", KeysOf(path + "."))}", value.Span));
            }
            else if (HostKeys.Rows.Find(path) is not { } key)
            {
                Unknown(spelling, path, group);
            }
            else if (!_written.TryAdd(key, spelling))
            {
                var first = _written[key];
                report(new Diagnostic(Codes.RepeatedSetting, $"'host.{path}' says again what 'host.{group}{first.Text}' says in line {first.Span.Line}", spelling.Span, "keep one of the two"));
            }
            else
            {
                Read(key, "host." + path, value, folder, values);
            }
        }
    }

    private static bool IsGroup(string path) => HostKeys.Rows.All.Any(key => key.Name.StartsWith(path + ".", StringComparison.Ordinal));

    private static IEnumerable<string> KeysOf(string group) =>
        HostKeys.Rows.Spellings.Where(each => each.StartsWith(group, StringComparison.Ordinal)).Select(each => each[group.Length..].Split('.')[0]).Distinct();

    private void Read(Key key, string spelling, ConfigNode value, string folder, WrittenValues values)
    {
        if (key.TryRead(value, new ReadContext(spelling, null, folder, knowledge.Variables, report), out var read))
        {
            values.Set(key, read);
            if (key.Warning($"'{spelling}'", value.Span) is { } warning)
            {
                report(warning);
            }
        }
    }

    private static ConfigNode FromVariable(Key key, string text, string variable) =>
        key == HostKeys.Plugins ? List(text.Split(':', StringSplitOptions.RemoveEmptyEntries), variable) : List([text], variable);

    private static ConfigNode List(IEnumerable<string> texts, string origin)
    {
        var span = new SourceSpan(origin, 0, 0, 0);
        var items = texts.Select(ConfigNode (text) => new ScalarNode(text, Quoted: true, span)).ToList();
        return items is [var only] ? only : new SequenceNode([.. items], span);
    }

    private void Unknown(ScalarNode spelling, string path, string group)
    {
        var known = KeysOf(group).ToList();
        var message = $"unknown key {Excerpt.Quote(path)} in 'host'";
        report(Spelling.Nearest(spelling.Text, known) is { } nearest && nearest != spelling.Text
            ? new Diagnostic(Codes.UnknownKey, message, spelling.Span, $"rename it to '{nearest}'")
            : new Diagnostic(Codes.UnknownKey, $"{message}: expected {string.Join(", ", known)}", spelling.Span));
    }
}
