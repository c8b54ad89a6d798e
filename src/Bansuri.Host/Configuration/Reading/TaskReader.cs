using System.Collections.Immutable;
using Bansuri.Abstractions.Binding;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Nodes;
using Bansuri.Abstractions.Readers;
using Bansuri.Host.Configuration.Sources;

namespace Bansuri.Host.Configuration.Reading;

/// <summary>The entries of all files to tasks: names and numbers first, then each with the defaults of its file and of those above it.</summary>
internal sealed class TaskReader(HostKnowledge knowledge, TimeSpan gracePeriod, Action<Diagnostic> report)
{
    private readonly Dictionary<SourceDocument, WrittenEntry?> _defaults = [];
    private readonly Dictionary<string, BindContext> _contexts = new(StringComparer.Ordinal);

    /// <summary>A recognised entry; <paramref name="Text"/> is that of a string without a name.</summary>
    private sealed record Draft(SourceDocument Document, WrittenEntry Entry, string? Text, bool IsString);

    /// <summary>The tasks that could be read, and the numbers of the string entries.</summary>
    public (ImmutableArray<ReadTask> Tasks, ScriptNumbers Scripts) Read(IReadOnlyList<SourceDocument> documents, ScriptNumbers scripts)
    {
        var drafts = documents.SelectMany(document => document.Parts.Entries.Select(source => Recognise(document, source))).OfType<Draft>().Take(NodeLimits.Tasks + 1).ToList();
        if (IsTooMuch(drafts))
        {
            return ([], scripts);
        }

        var names = drafts.Select(draft => draft.Entry.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var identities = new Queue<string>(ScriptNumbers.Identities(drafts.Select(draft => draft.Text).OfType<string>()));
        scripts = scripts.With(identities, names);

        // Also of a file without entries: its mistakes are mistakes.
        foreach (var document in documents)
        {
            DefaultsOf(document);
        }

        var tasks = ImmutableArray.CreateBuilder<ReadTask>(drafts.Count);
        foreach (var draft in drafts)
        {
            var identity = draft.Text is null ? draft.Entry.Name : identities.Dequeue();
            var entry = draft.Text is null || identity is null ? draft.Entry : Named(draft.Entry, scripts.NameOf(identity));
            var whole = entry.Over(DefaultsOf(draft.Document));
            if (EntryBinder.Bind(whole, ContextOf(draft)) is { } config)
            {
                tasks.Add(new ReadTask(new TaskEntry(identity ?? config.Identification.Name, config, entry.Span), whole));
            }
        }

        return (tasks.ToImmutable(), scripts);
    }

    // Few bytes can say much: a list of one-letter texts, or defaults with thousands of variables, which each of thousands of tasks gets.
    private bool IsTooMuch(List<Draft> drafts)
    {
        if (drafts.Count > NodeLimits.Tasks)
        {
            report(new Diagnostic(Codes.TooLarge, $"the configuration has more than {NodeLimits.Tasks} tasks; this is the first one too many", drafts[^1].Entry.Span));
            return true;
        }

        var weights = drafts.Select(draft => draft.Document).Distinct().ToDictionary(document => document, document => Weights.Of(DefaultsOf(document)));
        var given = 0L;
        foreach (var draft in drafts)
        {
            given += weights[draft.Document] + Weights.Of(draft.Entry);
            if (given > NodeLimits.Given)
            {
                report(new Diagnostic(Codes.TooLarge, $"the tasks up to this one have more than {NodeLimits.Given} values, counting those that 'defaults' give to each of them", draft.Entry.Span));
                return true;
            }
        }

        return false;
    }

    private Draft? Recognise(SourceDocument document, EntrySource source)
    {
        switch (source.Node)
        {
            case MappingNode mapping:
                var entry = EntryForms.ReadTask(mapping, source.Name?.Text, report);
                return new Draft(document, source.Name is null ? entry : WithKeyAsName(entry, source.Name), null, IsString: false);
            case ScalarNode { IsNull: false } text when !string.IsNullOrWhiteSpace(text.Text):
                var script = Script(text);
                return source.Name is null
                    ? new Draft(document, script, text.Text, IsString: true)
                    : new Draft(document, WithKeyAsName(script with { Name = source.Name.Text }, source.Name), null, IsString: true);
            default:
                report(new Diagnostic(Codes.WrongShape, $"{Excerpt.Of(source.Node)} is no entry: expected a command as a text, or a mapping", source.Name?.Span ?? source.Node.Span));
                return null;
        }
    }

    // What the form itself says stands above the defaults: a text is a forever task of the type shell.
    private static WrittenEntry Script(ScalarNode text) => new(null, text.Span, [
        new WrittenKey(IdentificationKeys.Command, "command", text.Span, text),
        new WrittenKey(IdentificationKeys.Type, "type", text.Span, text with { Text = IdentificationKeys.Type.Default }),
        new WrittenKey(SchedulingKeys.Forever, "forever", text.Span, text with { Text = "true" })]);

    private static WrittenEntry Named(WrittenEntry entry, string name) => entry with
    {
        Name = name,
        Keys = entry.Keys.Add(new WrittenKey(IdentificationKeys.Name, "name", entry.Span, new ScalarNode(name, Quoted: true, entry.Span))),
    };

    private WrittenEntry WithKeyAsName(WrittenEntry entry, ScalarNode key)
    {
        var named = entry.Keys.FirstOrDefault(written => written.Key == IdentificationKeys.Name);
        if (named.Value is ScalarNode { Text: var other } && other != key.Text)
        {
            report(new Diagnostic(Codes.RepeatedSetting, $"the entry '{key.Text}' gives itself another name, '{other}'", named.Value.Span, "remove 'name'; the key is the name"));
        }

        var rest = entry with { Keys = [.. entry.Keys.Where(written => written.Key != IdentificationKeys.Name)] };
        return rest with { Name = Excerpt.Line(key.Text), Keys = rest.Keys.Insert(0, new WrittenKey(IdentificationKeys.Name, "name", key.Span, key)) };
    }

    private WrittenEntry? DefaultsOf(SourceDocument? document)
    {
        if (document is null)
        {
            return null;
        }

        if (!_defaults.TryGetValue(document, out var defaults))
        {
            var above = DefaultsOf(document.Parent);
            defaults = document.Parts.Defaults is { } node ? ReadDefaults(node, document).Over(above) : above;
            _defaults[document] = defaults;
        }

        return defaults;
    }

    private WrittenEntry ReadDefaults(MappingNode node, SourceDocument document)
    {
        var written = EntryForms.ReadDefaults(node, report);
        if (written.Keys.FirstOrDefault(each => each.Key == IdentificationKeys.Name) is { Key: not null } name)
        {
            report(new Diagnostic(Codes.WrongShape, "'defaults' cannot give a name, which each task has for itself", name.Spelling, "remove it"));
        }

        var known = written with { Keys = [.. written.Keys.Where(each => each.Key != IdentificationKeys.Name)] };
        return EntryBinder.CheckDefaults(known, ContextOf(document.Folder));
    }

    private BindContext ContextOf(Draft draft) => ContextOf(draft.IsString ? knowledge.RunDirectory : draft.Document.Folder);

    private BindContext ContextOf(string folder)
    {
        if (!_contexts.TryGetValue(folder, out var context))
        {
            context = new BindContext(new HostDefaults(folder, gracePeriod), knowledge.Variables, knowledge.Types.RequiresCommand, report);
            _contexts[folder] = context;
        }

        return context;
    }
}
