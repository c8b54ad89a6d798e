using Bansuri.Abstractions.Diagnostics;

namespace Bansuri.Host.Configuration.Sources;

/// <summary>Ends the reading of a text that cannot be followed any further; never leaves this folder.</summary>
internal sealed class SourceSyntaxException(Diagnostic diagnostic) : Exception(diagnostic.Message)
{
    public Diagnostic Diagnostic { get; } = diagnostic;
}
