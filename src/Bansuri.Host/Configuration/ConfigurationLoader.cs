using System.Collections.Immutable;
using Bansuri.Abstractions.Binding;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Keys;
using Bansuri.Host.Configuration.Reading;
using Bansuri.Host.Configuration.Sources;
using Bansuri.Host.Configuration.Trust;

namespace Bansuri.Host.Configuration;

/// <summary>
/// A file, and all that it includes, to a configuration or to every error in it: all or nothing. Holds no state; a load is one read.
/// </summary>
internal sealed class ConfigurationLoader(HostKnowledge knowledge)
{
    /// <summary>Reads everything.</summary>
    /// <param name="path">The configuration; made absolute against the folder of the run, links unresolved.</param>
    /// <param name="overrides">The flags.</param>
    /// <param name="scripts">The numbers of string entries so far.</param>
    public LoadResult Load(string path, HostOverrides overrides, ScriptNumbers scripts)
    {
        path = Path.GetFullPath(path, knowledge.RunDirectory);
        var diagnostics = new Findings();
        var collector = new SourceCollector(diagnostics.Add);
        collector.Collect(path);

        var host = BindHost(collector.Documents, overrides, path, diagnostics.Add);
        knowledge.Types.Prepare(host);
        var (read, numbers) = new TaskReader(knowledge, host.GracePeriod, diagnostics.Add).Read(collector.Documents, scripts);
        diagnostics.AddRange(TaskChecks.Check(read, knowledge));
        var tasks = new EnvironmentSources(collector, diagnostics.Add).Attach(read);
        var notifiers = Notifiers(collector.Documents, read, diagnostics.Add);
        diagnostics.AddRange(Advice.Of(read, notifiers, host));
        diagnostics.AddRange(CheckTrust(collector));

        var environmentFiles = tasks.SelectMany(task => task.Config.Resources.EnvironmentFile).Distinct(StringComparer.Ordinal);
        var sources = new SourceSet(path, collector.Patterns, [.. environmentFiles], SourceSet.HashOf(collector.Files, knowledge.StrictPermissions)) { IsStrict = knowledge.StrictPermissions };
        ImmutableArray<Diagnostic> inOrder = [.. InFileOrder(diagnostics.All, collector.Files), .. diagnostics.Rest(path) is { } rest ? [rest] : Array.Empty<Diagnostic>()];
        var good = inOrder.All(diagnostic => diagnostic.Severity != Severity.Error);
        return new LoadResult(good ? new HostConfig(tasks, host, notifiers, numbers) : null, inOrder, sources, [.. collector.Texts]);
    }

    /// <summary>The settings where there is no configuration: flags, variables and defaults.</summary>
    public HostSettings Settings(HostOverrides overrides) => new HostBinder(knowledge, _ => { }).Bind(null, overrides, knowledge.RunDirectory);

    private HostSettings BindHost(IReadOnlyList<SourceDocument> documents, HostOverrides overrides, string path, Action<Diagnostic> report)
    {
        foreach (var included in documents.Skip(1).Where(document => document.Parts.Host is not null))
        {
            report(new Diagnostic(Codes.WrongShape, "'host' belongs into the first file, not into an included one", included.Parts.Host!.Span)); // not null by the filter
        }

        return new HostBinder(knowledge, report).Bind(documents[0].Parts.Host, overrides, Path.GetDirectoryName(path) ?? "/");
    }

    private ImmutableSortedDictionary<string, NotifierEntry> Notifiers(IReadOnlyList<SourceDocument> documents, ImmutableArray<ReadTask> tasks, Action<Diagnostic> report)
    {
        var notifiers = ImmutableSortedDictionary.CreateBuilder<string, NotifierEntry>(StringComparer.Ordinal);
        var reader = new NotifierReader(knowledge.RunDirectory, report);
        foreach (var notifier in documents.SelectMany(document => document.Parts.Notifiers))
        {
            if (!notifiers.TryAdd(notifier.Name, reader.Read(notifier)))
            {
                report(new Diagnostic(Codes.DuplicateTask, $"two notifiers are named '{notifier.Name}'", notifier.Span, "give one of them another name"));
            }
        }

        foreach (var (task, name) in tasks.SelectMany(task => task.Task.Config.Logging.NotifyWith, (task, name) => (task, name)).Where(pair => !notifiers.ContainsKey(pair.name)))
        {
            if (ImpliedNotifier.CommandOf(name) is { } command)
            {
                notifiers[name] = reader.Read(new NotifierEntry(name, NotifierEntry.CommandType, ImpliedNotifier.Options(command), task.Task.Span) { IsImplied = true });
            }
            else
            {
                report(new Diagnostic(Codes.BadValue, $"'notify-with' of task '{task.Task.Name}' names '{name}', which is no notifier", task.SpanOf(LoggingKeys.NotifyWith), Spelling.Nearest(name, notifiers.Keys) is { } nearest ? $"rename it to '{nearest}'" : null));
            }
        }

        return notifiers.ToImmutable();
    }

    private IEnumerable<Diagnostic> CheckTrust(SourceCollector collector)
    {
        var rules = TrustRules.ForThisUser(knowledge.StrictPermissions);
        return collector.Files.SelectMany(rules.Check);
    }

    // What has no place in a text (permissions, flags) comes before what has one in the same file, and what has no file comes last.
    private static IEnumerable<Diagnostic> InFileOrder(IEnumerable<Diagnostic> diagnostics, IReadOnlyList<SourceFile> files)
    {
        var order = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            order.TryAdd(file.Path, order.Count);
        }

        return diagnostics
            .OrderBy(each => each.Span.File is { } file && order.TryGetValue(file, out var place) ? place : int.MaxValue)
            .ThenBy(each => each.Span.Line)
            .ThenBy(each => each.Span.Column);
    }
}
