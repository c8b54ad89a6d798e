using System.Collections.Immutable;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Bansuri.Host.Configuration.Sources;

/// <summary>
/// YAML 1.2, core schema, one document, with anchors and merge keys, to nodes. An alias shares the node of its anchor, so that a "billion
/// laughs" costs nothing to read; what it stands for is counted, because what comes later walks all of it.
/// </summary>
internal sealed class YamlNodes
{
    private readonly SourceText _source;
    private readonly Action<Diagnostic> _report;
    private readonly ForeignBreaks _breaks;
    private readonly Parser _parser;
    private readonly Dictionary<string, Composed> _anchors = new(StringComparer.Ordinal);
    private readonly TextPool _texts = new();
    private int _count;

    public YamlNodes(SourceText source, Action<Diagnostic> report)
    {
        (_source, _report) = (source, report);
        _breaks = new ForeignBreaks(source.Text);
        _parser = new Parser(new Scanner(new StringReader(_breaks.Text), skipComments: true));
    }

    // Size and depth count an alias as what it stands for.
    private readonly record struct Composed(ConfigNode Node, long Size, int Depth);

    /// <exception cref="SourceSyntaxException">The text is not YAML, or not of the kind that a configuration is.</exception>
    public ConfigNode Read()
    {
        try
        {
            Next<StreamStart>();
            if (Next() is StreamEnd)
            {
                return new ScalarNode("", Quoted: false, _source.Span(1, 1, 1));
            }

            Next();
            var root = Compose(0).Node;
            Next();
            Next();
            return _parser.Current is StreamEnd ? root : throw Problem("the file has a second document; a configuration is one", Current);
        }
        catch (YamlException problem)
        {
            throw new SourceSyntaxException(YamlProblem.Of(problem, _source));
        }
    }

    private ParsingEvent Current => _parser.Current!; // set after each MoveNext that returned true

    private ParsingEvent Next()
    {
        try
        {
            return _parser.MoveNext() ? Current : throw new SourceSyntaxException(new Diagnostic(Codes.Syntax, "the text ends too early", _source.SpanAt(_source.Text.Length, 1)));
        }
        catch (Exception failure) when (failure is not (YamlException or SourceSyntaxException or OutOfMemoryException))
        {
            // On some texts that are no YAML the scanner of YamlDotNet throws whatever its state leads to instead of a YamlException.
            throw _parser.Current is { } last ? Problem("this is not YAML, here or a little further on", last) : new SourceSyntaxException(new Diagnostic(Codes.Syntax, "this is not YAML", _source.Span(1, 1, 1)));
        }
    }

    private void Next<T>()
        where T : ParsingEvent
    {
        if (Next() is not T)
        {
            throw Problem("this is not YAML", Current);
        }
    }

    private Composed Compose(int depth)
    {
        if (depth > NodeLimits.Depth)
        {
            throw Problem($"values are nested more than {NodeLimits.Depth} deep", Current);
        }

        var start = Current;
        if (++_count > NodeLimits.Nodes)
        {
            throw Problem($"the file has more than {NodeLimits.Nodes} values", start);
        }

        var composed = start switch
        {
            AnchorAlias alias => Resolve(alias),
            Scalar scalar => new Composed(Read(scalar), 1, 0),
            SequenceStart => ReadSequence(start, depth),
            MappingStart => ReadMapping(start, depth),
            _ => throw Problem("a value is missing here", start),
        };
        if (composed.Size > NodeLimits.Nodes || depth + composed.Depth > NodeLimits.Depth)
        {
            throw Problem($"the aliases stand for more than {NodeLimits.Nodes} values, or for values nested more than {NodeLimits.Depth} deep", start);
        }

        if (start is NodeEvent { Anchor.IsEmpty: false } anchored)
        {
            CheckTag(anchored);
            _anchors[anchored.Anchor.Value] = composed;
        }
        else if (start is NodeEvent node)
        {
            CheckTag(node);
        }

        return composed;
    }

    private Composed Resolve(AnchorAlias alias) =>
        _anchors.TryGetValue(alias.Value.Value, out var anchored) ? anchored : throw Problem($"the alias '*{alias.Value.Value}' has no anchor before it", alias, "where a text is meant, put it into quotes");

    private Composed ReadSequence(ParsingEvent start, int depth)
    {
        var items = ImmutableArray.CreateBuilder<ConfigNode>();
        var (size, deepest) = (1L, 0);
        while (Next() is not SequenceEnd)
        {
            var item = Compose(depth + 1);
            items.Add(item.Node);
            (size, deepest) = (size + item.Size, Math.Max(deepest, item.Depth + 1));
        }

        return new Composed(new SequenceNode(items.DrainToImmutable(), Span(start)), size, deepest);
    }

    private Composed ReadMapping(ParsingEvent start, int depth)
    {
        var entries = ImmutableArray.CreateBuilder<MappingEntry>();
        var merged = new List<ConfigNode>();
        var seen = new KeyGuard(entries, _report);
        var (size, deepest) = (1L, 0);
        while (Next() is not MappingEnd)
        {
            if (Current is not (Scalar or AnchorAlias))
            {
                throw Problem("a key must be a text", Current);
            }

            var key = Compose(depth + 1).Node as ScalarNode ?? throw Problem("a key must be a text", Current);
            Next();
            var value = Compose(depth + 1);
            (size, deepest) = (size + value.Size + 1, Math.Max(deepest, value.Depth + 1));
            if (key is { Text: "<<", Quoted: false })
            {
                merged.Add(value.Node);
            }
            else if (seen.IsNew(key))
            {
                entries.Add(new MappingEntry(key, value.Node));
            }
        }

        MergeKeys.Apply(entries, merged, _report);
        var span = entries.Count > 0 && Length(start.Start, start.End) <= 1 && _source.Line((int)start.Start.Line) is var line && !line[Math.Min(line.Length, (int)start.Start.Column - 1)..].StartsWith("{")
            ? entries[0].Key.Span with { Length = entries[0].Key.Span.Length }
            : Span(start);
        return new Composed(new MappingNode(entries.DrainToImmutable(), span), size, deepest);
    }

    private ScalarNode Read(Scalar scalar)
    {
        var quoted = scalar.Tag is { IsEmpty: false, IsNonSpecific: false } tag ? tag.Value == "tag:yaml.org,2002:str" : scalar.Style != ScalarStyle.Plain;
        return new ScalarNode(_texts.Of(_breaks.Restore(scalar.Value)), quoted, Span(scalar));
    }

    // Others would make objects in other programs; silently dropping them would hide what their author meant.
    private void CheckTag(NodeEvent node)
    {
        if (node.Tag is { IsEmpty: false, IsNonSpecific: false } tag && !tag.Value.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal))
        {
            throw Problem($"the tag '{tag.Value}' has no meaning in a configuration", node);
        }
    }

    private SourceSyntaxException Problem(string message, ParsingEvent at, string? help = null) => new(new Diagnostic(Codes.Syntax, message, Span(at), help));

    private SourceSpan Span(ParsingEvent at) => Span(at.Start, at.End);

    private SourceSpan Span(in Mark start, in Mark end)
    {
        // A text that ends in the middle of a line ends, for the scanner, on a line of its own behind it; an empty document may begin behind
        // the end of its line.
        if (start.Line > _source.Lines)
        {
            return _source.SpanAt(_source.Text.Length, 1);
        }

        var line = (int)Math.Max(1, start.Line);
        var column = (int)Math.Clamp(start.Column, 1, _source.Line(line).Length + 1);
        var rest = _source.Line(line).Length - column + 1;
        return _source.Span(line, column, Math.Min(Length(start, end), Math.Max(1, rest)));
    }

    private static int Length(in Mark start, in Mark end) => end.Line == start.Line ? (int)(end.Column - start.Column) : int.MaxValue;
}
