namespace Bansuri.Acceptance.Tests.Reload.Edits;

/// <summary>The answer of <c>GET /v1/plan</c> and <c>POST /v1/reload</c>.</summary>
internal sealed record ReloadView(string Outcome, int Revision, string Message, IReadOnlyList<string> Changes, IReadOnlyList<ErrorPart> Errors, string Diagnostics);
