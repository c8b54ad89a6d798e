using System.Collections.Immutable;
using Bansuri.Abstractions.Binding;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Abstractions.Options;

/// <summary>A mapping that stands for a record: known options only, the required ones all there.</summary>
internal sealed class RecordReader(ImmutableArray<OptionField> fields) : ValueReader<OptionValues>
{
    public ImmutableArray<OptionField> Fields => fields;

    public override string Allowed => fields.IsEmpty ? "no options" : "a mapping of " + string.Join(", ", fields.Select(option => option.Name));

    public override JsonShape Shape
    {
        get
        {
            var options = fields.SelectMany(option => Spellings(option.Name), (option, spelling) =>
                (spelling, spelling == option.Name ? option.Description : $"same as '{option.Name}': {option.Description}", option.Reader.Shape));
            var required = string.Join(',', fields.Where(option => option.IsRequired).Select(option => $"\"{option.Name}\""));
            var shape = JsonShape.Mapping([.. options]);
            return required.Length == 0 ? shape : shape.With($"\"required\":[{required}]");
        }
    }

    public override bool TryRead(ConfigNode node, ReadContext context, out OptionValues value)
    {
        value = OptionValues.None;
        if (node is not MappingNode mapping)
        {
            return context.Bad(node, $"expected {Allowed}");
        }

        var written = ImmutableDictionary.CreateBuilder<string, object?>();
        var good = true;
        foreach (var (key, item) in mapping.Entries.Where(entry => entry.Value is not ScalarNode { IsNull: true }))
        {
            if (Find(key.Text) is not { } field)
            {
                good = Unknown(key, context);
            }
            else if (field.Reader.TryRead(item, context with { Key = $"{context.Key}.{field.Name}" }, out var read))
            {
                written[field.Parameter] = read;
            }
            else
            {
                good = false;
                written[field.Parameter] = null; // was there: not missing as well
            }
        }

        foreach (var missing in fields.Where(field => field.IsRequired && !written.ContainsKey(field.Parameter)))
        {
            good = false;
            context.Report(new Diagnostic(Codes.BadOption, $"option '{context.Key}.{missing.Name}' is missing{In(context)}: {missing.Reader.Allowed}", node.Span));
        }

        value = new OptionValues(written.ToImmutable());
        return good;
    }

    public override string Format(OptionValues value) => "{" + string.Join(", ", fields
        .Where(field => value.Written.ContainsKey(field.Parameter))
        .Select(field => $"{field.Name}: {field.Reader.Format(value.Written[field.Parameter])}")) + "}";

    private static IEnumerable<string> Spellings(string name) => new[] { name, name.Replace('-', '_') }.Distinct();

    private OptionField? Find(string written) => fields.FirstOrDefault(field => field.Name == written.Replace('_', '-'));

    private bool Unknown(ScalarNode key, ReadContext context)
    {
        var nearest = Spelling.Nearest(key.Text.Replace('_', '-'), fields.Select(option => option.Name));
        context.Report(new Diagnostic(
            Codes.BadOption,
            $"unknown option '{context.Key}.{key.Text}'{In(context)}: expected {Allowed}",
            key.Span,
            nearest is null ? null : $"rename it to '{nearest}'"));
        return false;
    }

    private static string In(ReadContext context) => context.Task is null ? "" : $" in task '{context.Task}'";
}
