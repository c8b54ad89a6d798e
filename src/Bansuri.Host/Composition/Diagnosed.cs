using System.Collections.Immutable;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Host.Configuration;
using Bansuri.Host.Control.Contracts;

namespace Bansuri.Host.Composition;

/// <summary>A load's diagnostics as the log, <c>validate</c> and the control interface give them.</summary>
internal static class Diagnosed
{
    /// <param name="load">The load.</param>
    /// <param name="directory">Paths below it are shown relative to it.</param>
    public static string Text(LoadResult load, string directory) => new DiagnosticRenderer(load.Texts, directory).Render(load.Diagnostics).TrimEnd('\n');

    /// <summary>The same without the line that counts them, for whoever says that himself.</summary>
    /// <param name="load">The load.</param>
    /// <param name="directory">Paths below it are shown relative to it.</param>
    public static string Uncounted(LoadResult load, string directory)
    {
        var renderer = new DiagnosticRenderer(load.Texts, directory);
        return string.Join('\n', load.Diagnostics.Select(renderer.Render));
    }

    public static ImmutableArray<ConfigErrorDocument> Errors(LoadResult load) =>
        [.. load.Diagnostics.Where(each => each.Severity == Severity.Error).Select(each => new ConfigErrorDocument
        {
            Code = each.Code.ToString(),
            File = each.Span.File ?? "",
            Line = each.Span.Line,
            Column = each.Span.Column,
            Message = each.Message,
        })];
}
