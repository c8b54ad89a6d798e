using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Nodes;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions.Binding;

/// <summary>One entry to a <see cref="TaskConfig"/>; every problem is reported before it gives up.</summary>
internal static class EntryBinder
{
    public static TaskConfig? Bind(MappingNode entry, BindContext context) => Bind(EntryForms.ReadTask(entry, null, context.Report), context);

    /// <summary>
    /// The task, with defaults for what is wrong with it and has been reported: so that what else is wrong, with it and with those that name
    /// it, is found at once. Null when it has no name.
    /// </summary>
    public static TaskConfig? Bind(WrittenEntry entry, BindContext context)
    {
        var values = ReadValues(entry, "", context);
        CheckName(entry, context);
        CheckCommand(entry, values, context);
        Contradictions.Check(entry, values, context.Report);
        return values.Has(IdentificationKeys.Name) ? new TaskConfig(KeyValues.Complete(values, context.Host)) : null;
    }

    /// <summary>The keys of <c>defaults</c> that are good. What is wrong is said once here, and not again for each task.</summary>
    public static WrittenEntry CheckDefaults(WrittenEntry defaults, BindContext context)
    {
        var values = ReadValues(defaults, "defaults.", context);
        return defaults with { Keys = [.. defaults.Keys.Where(written => values.Has(written.Key))] };
    }

    private static WrittenValues ReadValues(WrittenEntry entry, string prefix, BindContext context)
    {
        var values = new WrittenValues(KeyTable.Rows);
        var (file, folder) = ((string?)null, context.Host.BaseDirectory);
        foreach (var written in entry.Keys)
        {
            if (written.Value.Span.File != file)
            {
                file = written.Value.Span.File;
                folder = BaseOf(file, context);
            }

            var read = new ReadContext(prefix + written.Path, entry.Name, folder, context.Variables, context.Report);
            if (written.Key.TryRead(written.Value, read, out var value))
            {
                values.Set(written.Key, value);
                ReportPending(written, entry.Name, context);
            }
        }

        return values;
    }

    private static void ReportPending(WrittenKey written, string? task, BindContext context)
    {
        // Most keys are not, and a text for each of them would be a tenth of all that binding allocates.
        if (written.Key.Pending is null)
        {
            return;
        }

        if (written.Key.Warning($"'{written.Path}'{(task is null ? "" : $" of task '{task}'")}", written.Spelling) is { } warning)
        {
            context.Report(warning);
        }
    }

    // A path counts from the file that it stands in, which for one of the defaults may be another than the entry's.
    private static string BaseOf(string? file, BindContext context) =>
        file is not null ? Path.GetDirectoryName(file) ?? context.Host.BaseDirectory : context.Host.BaseDirectory;

    private static void CheckName(WrittenEntry entry, BindContext context)
    {
        if (!entry.Mentions(IdentificationKeys.Name))
        {
            context.Report(new Diagnostic(Codes.MissingKey, "an entry has no 'name'", entry.Span));
        }
    }

    // Of a type that is none nobody knows what it requires.
    private static void CheckCommand(WrittenEntry entry, WrittenValues values, BindContext context)
    {
        var type = values.Has(IdentificationKeys.Type) ? (string)values.Get(IdentificationKeys.Type)! : IdentificationKeys.Type.Default;
        var isTypeBad = !values.Has(IdentificationKeys.Type) && entry.Mentions(IdentificationKeys.Type);
        if (!isTypeBad && !entry.Mentions(IdentificationKeys.Command) && context.RequiresCommand(type))
        {
            var who = entry.Name is null ? "an entry" : $"task '{entry.Name}'";
            context.Report(new Diagnostic(Codes.MissingKey, $"{who} has no 'command', which the type '{type}' requires", entry.Span));
        }
    }
}
