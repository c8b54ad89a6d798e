using System.Collections.Immutable;
using Bansuri.Abstractions.Binding;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Nodes;
using Bansuri.Abstractions.Readers;
using Bansuri.Host.Configuration.Sources;

namespace Bansuri.Host.Configuration.Reading;

/// <summary>The root of a file to its parts: a mapping with <c>tasks</c>, a list of entries, or one task.</summary>
internal sealed class RootReader(string file, Action<Diagnostic> report)
{
    private static readonly ImmutableArray<string> Keys = ["version", "tasks", "scripts", "defaults", "include", "host", "notifiers", "notify-command"];

    // Not missing as well, then.
    private bool _tasksMisspelt;

    // Where editors look for the schema of a JSON file.
    private const string SchemaKey = "$schema";

    public RootParts Read(ConfigNode root) => root switch
    {
        SequenceNode list => new RootParts { Entries = Entries(list) },
        MappingNode mapping when IsTask(mapping) => ReadMapping(
            mapping with { Entries = [.. mapping.Entries.Where(entry => IsRootKey(entry.Key.Text))] },
            [new EntrySource(mapping with { Entries = [.. mapping.Entries.Where(entry => !IsRootKey(entry.Key.Text))] }, null)]),
        MappingNode mapping => ReadMapping(mapping, null),
        ScalarNode { IsNull: true } => Refuse(Codes.Empty, "the file is empty; a configuration without tasks says 'tasks: []'", root.Span),
        _ => Refuse(Codes.WrongShape, "a configuration is a mapping with 'tasks', a list of entries, or one task", root.Span),
    };

    // The seed's example dictionary is a file as it is.
    private static bool IsTask(MappingNode root) =>
        root.Find("tasks") is null && root.Find("scripts") is null &&
        root.Entries.Any(entry => entry.Key.Text == "command" || (Sections.TryFind(entry.Key.Text, out var section) && section == Section.Identification));

    private static bool IsRootKey(string text) => text == SchemaKey || Keys.Contains(text.Replace('_', '-')) || text.StartsWith("x-", StringComparison.Ordinal);

    private RootParts ReadMapping(MappingNode root, ImmutableArray<EntrySource>? only)
    {
        var parts = new RootParts { Entries = only ?? [] };
        var tasks = default(ScalarNode);
        foreach (var (key, value) in root.Entries.Select(entry => (entry.Key, entry.Value)))
        {
            switch (key.Text.Replace('_', '-'))
            {
                case "tasks" or "scripts" when tasks is not null:
                    report(new Diagnostic(Codes.RepeatedSetting, $"'{key.Text}' is another name for '{tasks.Text}', which the file has too", key.Span, "move all entries into one of them"));
                    break;
                case "tasks" or "scripts":
                    (tasks, parts) = (key, parts with { Entries = Entries(value, key) });
                    break;
                case SchemaKey:
                    CheckSchema(value);
                    break;
                case "version":
                    CheckVersion(value);
                    break;
                case "defaults":
                    parts = parts with { Defaults = Mapping(key, value) };
                    break;
                case "include":
                    parts = parts with { Includes = Includes(key, value) };
                    break;
                case "host":
                    parts = parts with { Host = Mapping(key, value) };
                    break;
                case "notifiers":
                    parts = parts with { Notifiers = parts.Notifiers.AddRange(Notifiers(Mapping(key, value))) };
                    break;
                case "notify-command":
                    parts = parts with { Notifiers = parts.Notifiers.AddRange(NotifyCommand(key, value)) };
                    break;
                default:
                    Unknown(key);
                    break;
            }
        }

        var hasTasks = tasks is not null || only is not null || parts.Includes.Length > 0 || _tasksMisspelt;
        return hasTasks ? parts : parts with { Entries = Refuse(Codes.MissingKey, "the file has neither 'tasks' nor 'include'", root.Span).Entries };
    }

    private ImmutableArray<EntrySource> Entries(ConfigNode value, ScalarNode? key = null)
    {
        switch (value)
        {
            case SequenceNode list:
                return [.. list.Items.Select(item => new EntrySource(item, null))];
            case MappingNode mapping:
                return [.. mapping.Entries.Select(entry => new EntrySource(entry.Value, entry.Key))];
            case ScalarNode { IsNull: true }:
                Refuse(Codes.WrongShape, $"'{key?.Text}' holds nothing; a configuration without tasks says 'tasks: []'", key?.Span ?? value.Span);
                return [];
            default:
                Refuse(Codes.WrongShape, $"'{key?.Text}' must be a list of entries, or a mapping of names to entries", value.Span);
                return [];
        }
    }

    private void CheckVersion(ConfigNode value)
    {
        if (value is not ScalarNode { Text: "1" })
        {
            report(new Diagnostic(Codes.BadValue, $"bad value {Excerpt.Of(value)} for 'version': expected \"1\"", value.Span));
        }
    }

    private void CheckSchema(ConfigNode value)
    {
        if (value is not ScalarNode { IsNull: false })
        {
            report(new Diagnostic(Codes.BadValue, $"bad value {Excerpt.Of(value)} for '{SchemaKey}': expected the path or URL of a JSON Schema", value.Span));
        }
    }

    private MappingNode? Mapping(ScalarNode key, ConfigNode value)
    {
        if (value is not (MappingNode or ScalarNode { IsNull: true }))
        {
            report(new Diagnostic(Codes.WrongShape, $"'{key.Text}' must be a mapping", value.Span));
        }

        return value as MappingNode;
    }

    private ImmutableArray<IncludePattern> Includes(ScalarNode key, ConfigNode value)
    {
        var items = value is SequenceNode list ? list.Items : [value];
        var folder = Path.GetDirectoryName(file) ?? "/";
        foreach (var bad in items.Where(item => !IsPath(item)))
        {
            report(new Diagnostic(Codes.BadValue, $"bad value {Excerpt.Of(bad)} for '{key.Text}': expected a path or a glob such as 'conf.d/*.yaml'", bad.Span));
        }

        return [.. items.Where(IsPath).Cast<ScalarNode>().Select(item => new IncludePattern(folder, item.Text, item.Span))];

        static bool IsPath(ConfigNode node) => node is ScalarNode { IsNull: false, Text: { Length: > 0 } text } && !text.Contains('\0');
    }

    private IEnumerable<NotifierEntry> Notifiers(MappingNode? notifiers)
    {
        foreach (var (key, value) in notifiers?.Entries.Select(entry => (entry.Key, entry.Value)) ?? [])
        {
            if (value is not MappingNode { } mapping || mapping.Find("type") is not ScalarNode { Text.Length: > 0 } type)
            {
                report(new Diagnostic(Codes.WrongShape, $"the notifier '{key.Text}' must be a mapping {{type, with}}", value.Span));
                continue;
            }

            foreach (var extra in mapping.Entries.Where(entry => entry.Key.Text is not ("type" or "with")))
            {
                report(new Diagnostic(Codes.UnknownKey, $"unknown key {Excerpt.Quote(extra.Key.Text)} in notifier '{key.Text}': expected type, with", extra.Key.Span));
            }

            var with = mapping.Find("with");
            if (with is not (null or MappingNode or ScalarNode { IsNull: true }))
            {
                report(new Diagnostic(Codes.WrongShape, $"'with' of notifier '{key.Text}' must be a mapping", with.Span));
                continue;
            }

            yield return new NotifierEntry(key.Text, type.Text, with as MappingNode, key.Span);
        }
    }

    private IEnumerable<NotifierEntry> NotifyCommand(ScalarNode key, ConfigNode value)
    {
        if (value is ScalarNode { IsNull: false, Text.Length: > 0 } or SequenceNode { Items.Length: > 0 })
        {
            yield return new NotifierEntry("notify-command", NotifierEntry.CommandType, new MappingNode([new MappingEntry(new ScalarNode("command", true, key.Span), value)], key.Span), key.Span);
        }
        else if (value is not ScalarNode { IsNull: true })
        {
            report(new Diagnostic(Codes.BadValue, $"bad value {Excerpt.Of(value)} for '{key.Text}': expected a command, as a text or a list", value.Span));
        }
    }

    private void Unknown(ScalarNode key)
    {
        if (key.Text.StartsWith("x-", StringComparison.Ordinal))
        {
            return;
        }

        var message = $"unknown key {Excerpt.Quote(key.Text)} at the root";
        var isTaskKey = KeyTable.Find(key.Text) is not null;
        var nearest = Spelling.Nearest(key.Text, Keys);
        _tasksMisspelt |= nearest is "tasks" or "scripts" or "include";
        report(nearest is not null
            ? new Diagnostic(Codes.UnknownKey, message, key.Span, $"rename it to '{nearest}'")
            : new Diagnostic(Codes.UnknownKey, $"{message}: expected {string.Join(", ", Keys)}, or x-NAME", key.Span, isTaskKey ? "move it into a task or into 'defaults'" : null));
    }

    private RootParts Refuse(DiagnosticCode code, string message, SourceSpan span)
    {
        report(new Diagnostic(code, message, span));
        return RootParts.Nothing;
    }
}
