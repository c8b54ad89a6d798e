namespace Bansuri.Abstractions.Diagnostics;

/// <summary>The number of a kind of diagnostic, shown as <c>BAN012</c>. Numbers are never reused; docs/errors.md has a section for each.</summary>
internal readonly record struct DiagnosticCode(int Number)
{
    public override string ToString() => $"BAN{Number:000}";
}
