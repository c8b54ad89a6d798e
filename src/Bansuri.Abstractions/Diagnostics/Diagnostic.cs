using Bansuri.Abstractions.Nodes;

namespace Bansuri.Abstractions.Diagnostics;

internal enum Severity
{
    Warning,
    Error,
}

/// <summary>One thing that is wrong with a configuration or a plugin; rendered by Configuration's renderer, in the form of docs/errors.md.</summary>
/// <param name="Code">Of <see cref="DiagnosticCode"/>.</param>
/// <param name="Message">One lower-case sentence that names the bad value and its task, then the allowed set or range.</param>
/// <param name="Span">The place to look at.</param>
/// <param name="Help">One instruction, or null.</param>
internal sealed record Diagnostic(DiagnosticCode Code, string Message, SourceSpan Span, string? Help = null)
{
    public Severity Severity { get; init; } = Severity.Error;
}
