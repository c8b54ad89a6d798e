namespace Bansuri.Acceptance.Tests.Harness;

/// <summary>The document of <c>status --json</c>, as far as tests read it by name; its exact shape has a test of its own.</summary>
internal sealed record HostView(HostPart Host, IReadOnlyList<TaskView> Tasks);

internal sealed record HostPart(int Pid, ConfigPart Config);

internal sealed record ConfigPart(string Path, int Revision, IReadOnlyList<ErrorPart> Errors);

internal sealed record ErrorPart(string Code, string File, int Line, int Column, string Message);

internal sealed record TaskView(
    string Name, string State, string? Reason, int? Pid, int Attempt, int? Times, int Runs, int FailedRuns, int Restarts, ExitPart? LastExit, DateTimeOffset? NextRun);

internal sealed record ExitPart(string Reason, int? Code, string? Signal, DateTimeOffset At, double Seconds);
