using System.Collections.Immutable;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Abstractions.Nodes;
using Bansuri.Host.Configuration.Sources;

namespace Bansuri.Host.Configuration.Reading;

/// <summary>Reads a file and all that it includes, each once; keeps what is needed to show and to read all of it again.</summary>
internal sealed class SourceCollector(Action<Diagnostic> report)
{
    private readonly List<SourceFile> _files = [];
    private readonly Dictionary<string, SourceFile> _byPath = new(StringComparer.Ordinal);
    private readonly HashSet<string> _included = new(StringComparer.Ordinal);
    private readonly List<SourceText> _texts = [];
    private readonly List<IncludePattern> _patterns = [];
    private readonly List<SourceDocument> _documents = [];
    private long _bytes;

    public IReadOnlyList<SourceFile> Files => _files;

    public IReadOnlyList<SourceText> Texts => _texts;

    public IReadOnlyList<SourceDocument> Documents => _documents;

    public ImmutableArray<IncludePattern> Patterns => [.. _patterns];

    /// <summary>Reads from the root; the documents come in the order in which their tasks do.</summary>
    public void Collect(string root) => Collect(root, null, null);

    /// <summary>Reads a file that is no document, once.</summary>
    public SourceFile ReadOther(string path)
    {
        if (!_byPath.TryGetValue(path, out var file))
        {
            file = Read(path);
            _byPath[path] = file;
            _files.Add(file);
        }

        return file;
    }

    private void Collect(string path, SourceDocument? parent, IncludePattern? includedBy)
    {
        var file = Read(path);
        _files.Add(file);
        _included.Add(path);
        _byPath[path] = file;
        var document = new SourceDocument(path, Parse(file, includedBy), parent);
        _documents.Add(document);
        foreach (var pattern in document.Parts.Includes)
        {
            _patterns.Add(pattern);
            foreach (var included in pattern.Expand())
            {
                Include(included, document, pattern);
            }
        }
    }

    // What is too much is read as well, one file at a time: its hash tells the watcher when it has changed.
    private SourceFile Read(string path)
    {
        var file = SourceFile.Read(path);
        _bytes += file.Bytes?.Length ?? 0;
        return file.Bytes is null || _bytes <= NodeLimits.AllBytes
            ? file
            : file with { Bytes = null, Problem = new Diagnostic(Codes.TooLarge, $"with this file the configuration is larger than {NodeLimits.AllBytes >> 20} MiB", new SourceSpan(path, 0, 0, 0)) };
    }

    private void Include(string path, SourceDocument parent, IncludePattern pattern)
    {
        for (var above = parent; above is not null; above = above.Parent)
        {
            if (above.File == path)
            {
                // '*.yaml' beside the root matches the root itself: that is no cycle that anybody meant.
                if (!pattern.IsGlob)
                {
                    report(new Diagnostic(Codes.IncludeCycle, $"the includes go round: {Chain(parent, path)}", pattern.Span));
                }

                return;
            }
        }

        if (!_included.Contains(path))
        {
            Collect(path, parent, pattern);
        }
    }

    private static string Chain(SourceDocument? document, string last)
    {
        var names = new List<string> { Path.GetFileName(last) };
        for (; document is not null; document = document.File == last ? null : document.Parent)
        {
            names.Insert(0, Path.GetFileName(document.File));
        }

        return string.Join(" -> ", names);
    }

    private RootParts Parse(SourceFile file, IncludePattern? includedBy)
    {
        if (file.Problem is { } problem)
        {
            // The place of the include is where its author has to look.
            report(includedBy is null ? problem : problem with { Message = $"{file.Path}: {problem.Message}", Span = includedBy.Span });
            return RootParts.Nothing;
        }

        if (SourceDecoder.Decode(file.Path, file.Bytes, report) is not { } text)
        {
            return RootParts.Nothing;
        }

        _texts.Add(text);
        if (string.IsNullOrWhiteSpace(text.Text))
        {
            report(new Diagnostic(Codes.Empty, "the file is empty; a configuration without tasks says 'tasks: []'", new SourceSpan(file.Path, 1, 1, 1)));
            return RootParts.Nothing;
        }

        return NodeParser.Parse(text, report) is { } root ? new RootReader(file.Path, report).Read(root) : RootParts.Nothing;
    }
}
