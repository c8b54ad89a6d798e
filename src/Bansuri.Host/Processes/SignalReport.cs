using System.Collections.Immutable;

namespace Bansuri.Host.Processes;

/// <summary>Whom a signal reached, and who may not be signalled by this user (a set-user-id program, say).</summary>
internal sealed record SignalReport(int Signal, ImmutableArray<ProcessInfo> Reached, ImmutableArray<ProcessInfo> Refused);
