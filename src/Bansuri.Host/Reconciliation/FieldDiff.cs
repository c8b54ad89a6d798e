using System.Collections.Immutable;
using Bansuri.Abstractions.Keys;
using Bansuri.Host.Configuration;

namespace Bansuri.Host.Reconciliation;

/// <summary>Which rows of the key table have other values, in words.</summary>
internal static class FieldDiff
{
    public static ImmutableArray<FieldChange> Of(TaskSpec old, TaskSpec next)
    {
        // Of thousands of tasks an edit changes a few.
        if (old.Generation == next.Generation && old.Entry.EnvironmentHash == next.Entry.EnvironmentHash && AreSame(KeyTable.Rows, old.Entry.Config.Values, next.Entry.Config.Values))
        {
            return [];
        }

        var fields = Rows(KeyTable.Rows, old.Entry.Config.Values, next.Entry.Config.Values).ToImmutableArray();
        if (old.Entry.EnvironmentHash != next.Entry.EnvironmentHash && !fields.Any(field => field.Key == ResourcesKeys.EnvironmentFile.Name))
        {
            fields = fields.Add(new FieldChange(ResourcesKeys.EnvironmentFile.Name, "its content", "other content", ResourcesKeys.EnvironmentFile.Change));
        }

        return old.Generation == next.Generation
            ? fields
            : fields.Add(new FieldChange(FieldChange.PluginKey, Shown(old.Generation), Shown(next.Generation), ChangeClass.Restart));
    }

    public static ImmutableArray<FieldChange> OfHost(DesiredState old, DesiredState next)
    {
        var before = old.Notifiers.ToDictionary(pair => pair.Key, pair => Describe(pair.Value), StringComparer.Ordinal);
        var after = next.Notifiers.ToDictionary(pair => pair.Key, pair => Describe(pair.Value), StringComparer.Ordinal);
        var notifiers = before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Where(name => before.GetValueOrDefault(name) != after.GetValueOrDefault(name))
            .Select(name => new FieldChange("notifiers." + name, before.ContainsKey(name) ? "as it was" : "", after.ContainsKey(name) ? "as edited" : "", ChangeClass.Live));
        return [.. Rows(HostKeys.Rows, old.Host.Values, next.Host.Values).Select(field => field with { Key = "host." + field.Key }), .. notifiers];
    }

    private static bool AreSame(KeyRows rows, KeyValues old, KeyValues next)
    {
        // Of seventy keys a task has a few: where the same ones are written, the others follow.
        var isShapeSame = old.HasShapeOf(next);
        foreach (var key in rows.All)
        {
            if (key.Change != ChangeClass.Identity && (old.IsWritten(key) || !isShapeSame) && !key.ValuesEqual(old.Get(key), next.Get(key)))
            {
                return false;
            }
        }

        return true;
    }

    private static string Describe(NotifierEntry notifier) => notifier.Type + notifier.Command?.Directory + (notifier.With is null ? "" : Abstractions.Readers.FreeForm.Format(notifier.With));

    private static IEnumerable<FieldChange> Rows(KeyRows rows, KeyValues old, KeyValues next)
    {
        foreach (var key in rows.All)
        {
            var (before, after) = (old.Get(key), next.Get(key));
            if (key.Change == ChangeClass.Identity || key.ValuesEqual(before, after))
            {
                continue;
            }

            var isDerived = !old.IsWritten(key) && !next.IsWritten(key);
            var parts = Parts(key, before, after);
            foreach (var field in parts.Count > 0 ? parts : [new FieldChange(key.Name, key.Format(before), key.Format(after), key.Change)])
            {
                yield return field with { IsDerived = isDerived };
            }
        }
    }

    // Keys that may hold secrets are mappings: what changed in them is told part by part, each masked by its own name.
    private static List<FieldChange> Parts(Key key, object? old, object? next)
    {
        if (!key.MayHoldSecrets)
        {
            return [];
        }

        var before = MappingParts.Of(old);
        var after = MappingParts.Of(next);
        return [.. before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Where(path => before.GetValueOrDefault(path) != after.GetValueOrDefault(path))
            .Select(path => new FieldChange($"{key.Name}.{path}", Shown(path, before), Shown(path, after), key.Change))];
    }

    // As everywhere else, with the beginning of the hash.
    private static string Shown(string? generation) => generation?.Split('+') switch
    {
        null => "none",
        [var version, { Length: > 4 } hash] => $"{version}+{hash[..4]}",
        _ => generation,
    };

    private static string Shown(string path, Dictionary<string, string> parts) =>
        parts.TryGetValue(path, out var text) ? SecretNames.Matches(path) ? SecretNames.Mask : text : "";
}
