using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Nodes;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions.Binding;

/// <summary>One entry to a <see cref="TaskConfig"/>; every problem is reported before it gives up.</summary>
internal static class EntryBinder
{
    public static TaskConfig? Bind(MappingNode entry, BindContext context) => Bind(EntryForms.ReadTask(entry, null, context.Report), context);

    public static TaskConfig? Bind(WrittenEntry entry, BindContext context)
    {
        var (values, good) = ReadValues(entry, "", context);
        good &= HasName(entry, values, context) & HasCommand(entry, values, context) & Contradictions.Check(entry, values, context.Report);
        return good && entry.Good ? new TaskConfig(KeyValues.Complete(values, context.Host)) : null;
    }

    /// <summary>The keys of <c>defaults</c> that are good. What is wrong is said once here, and not again for each task.</summary>
    public static WrittenEntry CheckDefaults(WrittenEntry defaults, BindContext context)
    {
        var (values, _) = ReadValues(defaults, "defaults.", context);
        return defaults with { Keys = [.. defaults.Keys.Where(written => values.Has(written.Key))] };
    }

    private static (WrittenValues Values, bool Good) ReadValues(WrittenEntry entry, string prefix, BindContext context)
    {
        var values = new WrittenValues(KeyTable.Rows);
        var good = true;
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
            else
            {
                good = false;
            }
        }

        return (values, good);
    }

    private static void ReportPending(WrittenKey written, string? task, BindContext context)
    {
        if (written.Key.Warning($"'{written.Path}'{(task is null ? "" : $" of task '{task}'")}", written.Spelling) is { } warning)
        {
            context.Report(warning);
        }
    }

    // A path counts from the file that it stands in, which for one of the defaults may be another than the entry's.
    private static string BaseOf(string? file, BindContext context) =>
        file is not null ? Path.GetDirectoryName(file) ?? context.Host.BaseDirectory : context.Host.BaseDirectory;

    private static bool HasName(WrittenEntry entry, WrittenValues values, BindContext context)
    {
        if (values.Has(IdentificationKeys.Name) || entry.Keys.Any(written => written.Key == IdentificationKeys.Name))
        {
            return true;
        }

        context.Report(new Diagnostic(Codes.MissingKey, "an entry has no 'name'", entry.Span));
        return false;
    }

    private static bool HasCommand(WrittenEntry entry, WrittenValues values, BindContext context)
    {
        var type = values.Has(IdentificationKeys.Type) ? (string)values.Get(IdentificationKeys.Type)! : IdentificationKeys.Type.Default;
        if (entry.Keys.Any(written => written.Key == IdentificationKeys.Command) || !context.RequiresCommand(type))
        {
            return true;
        }

        var who = entry.Name is null ? "an entry" : $"task '{entry.Name}'";
        context.Report(new Diagnostic(Codes.MissingKey, $"{who} has no 'command', which the type '{type}' requires", entry.Span));
        return false;
    }
}
