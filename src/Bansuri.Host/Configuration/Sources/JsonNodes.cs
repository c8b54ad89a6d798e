using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Host.Configuration.Sources;

/// <summary>JSON, with comments and trailing commas, to nodes.</summary>
internal sealed class JsonNodes(SourceText source, Action<Diagnostic> report)
{
    private static readonly JsonReaderOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = NodeLimits.Depth,
    };

    private const string NoLiteral = "' is an invalid JSON literal";

    // The reader counts bytes and people count characters: both move forward together, so each text is measured once.
    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(source.Text);
    private readonly TextPool _texts = new();
    private long _byte;
    private int _char;
    private int _count;

    /// <exception cref="SourceSyntaxException">The text is not JSON.</exception>
    public ConfigNode Read()
    {
        var reader = new Utf8JsonReader(_bytes, Options);
        try
        {
            reader.Read();
            var root = ReadValue(ref reader);
            reader.Read();
            return root;
        }
        catch (JsonException problem)
        {
            var isEmpty = problem.Message.Contains("does not contain any JSON tokens", StringComparison.Ordinal);
            throw new SourceSyntaxException(isEmpty
                ? new Diagnostic(Codes.Empty, "the file is empty; a configuration without tasks says '{\"tasks\": []}'", source.Span(1, 1, 1))
                : new Diagnostic(Codes.Syntax, Wording(problem.Message), PlaceOf(problem)));
        }
    }

    private ConfigNode ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadMapping(ref reader),
        JsonTokenType.StartArray => ReadSequence(ref reader),
        _ => ReadScalar(ref reader),
    };

    private MappingNode ReadMapping(ref Utf8JsonReader reader)
    {
        var span = Counted(SpanOf(ref reader));
        var entries = ImmutableArray.CreateBuilder<MappingEntry>();
        var seen = new KeyGuard(entries, report);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = ReadScalar(ref reader);
            reader.Read();
            var value = ReadValue(ref reader);
            if (seen.IsNew(key))
            {
                entries.Add(new MappingEntry(key, value));
            }
        }

        return new MappingNode(entries.DrainToImmutable(), span);
    }

    private SequenceNode ReadSequence(ref Utf8JsonReader reader)
    {
        var span = Counted(SpanOf(ref reader));
        var items = ImmutableArray.CreateBuilder<ConfigNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader));
        }

        return new SequenceNode(items.DrainToImmutable(), span);
    }

    private ScalarNode ReadScalar(ref Utf8JsonReader reader)
    {
        var span = Counted(SpanOf(ref reader));
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            return new ScalarNode(_texts.Of(Encoding.UTF8.GetString(reader.ValueSpan)), Quoted: false, span);
        }

        try
        {
            return new ScalarNode(_texts.Of(reader.GetString() ?? ""), Quoted: true, span);
        }
        catch (InvalidOperationException)
        {
            // The only text that was decoded before and is none now: half of a surrogate pair, written as \uD800.
            throw new SourceSyntaxException(new Diagnostic(Codes.Syntax, "a '\\u' escape is half of a pair", span));
        }
    }

    private SourceSpan Counted(SourceSpan span) => ++_count <= NodeLimits.Nodes
        ? span
        : throw new SourceSyntaxException(new Diagnostic(Codes.Syntax, $"the file has more than {NodeLimits.Nodes} values", span));

    private SourceSpan SpanOf(ref Utf8JsonReader reader)
    {
        var start = CharAt(reader.TokenStartIndex);
        var end = CharAt(reader.BytesConsumed);
        return source.SpanAt(start, reader.TokenType is JsonTokenType.PropertyName ? LengthOfKey(ref reader) : end - start);
    }

    // What was consumed of a key ends behind its colon.
    private static int LengthOfKey(ref Utf8JsonReader reader) => Encoding.UTF8.GetCharCount(reader.ValueSpan) + 2;

    private int CharAt(long position)
    {
        if (position < _byte)
        {
            (_byte, _char) = (0, 0);
        }

        _char += Encoding.UTF8.GetCharCount(_bytes.AsSpan((int)_byte, (int)(position - _byte)));
        _byte = position;
        return _char;
    }

    private SourceSpan PlaceOf(JsonException problem)
    {
        var line = (int)(problem.LineNumber ?? 0) + 1;
        var bytes = Encoding.UTF8.GetBytes(source.Line(line).ToString());
        var column = Encoding.UTF8.GetCharCount(bytes.AsSpan(0, Math.Min(bytes.Length, (int)(problem.BytePositionInLine ?? 0))));
        return source.Span(line, column + 1, 1);
    }

    // "'x' is invalid after a value. Expected either ',', '}', or ']'. LineNumber: 3 | BytePositionInLine: 5."
    private static string Wording(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var sentence = (end < 0 ? message : message[..end]).Replace(" Change the reader options.", "", StringComparison.Ordinal).TrimEnd('.').Replace(". Expected", "; expected", StringComparison.Ordinal).Replace(". The", "; the", StringComparison.Ordinal);

        // A word that is none is quoted with all that follows it.
        var literal = sentence.IndexOf(NoLiteral, StringComparison.Ordinal);
        sentence = literal > 1 ? Abstractions.Readers.Excerpt.Quote(sentence[1..literal]) + sentence[(literal + 1)..] : sentence;
        return sentence.Length == 0 ? "this is not JSON" : "not JSON: " + char.ToLowerInvariant(sentence[0]) + sentence[1..];
    }
}
