using System.Collections.Immutable;

namespace Bansuri.Host.Processes;

/// <summary>All that the engine owns at one instant, complete: who replaces the host under its running tasks needs no more.</summary>
/// <param name="Descriptors">Those of the engine itself; the others are in <paramref name="Children"/>.</param>
/// <param name="Reaped">Adopted orphans reaped since the start.</param>
internal sealed record EngineState(ImmutableArray<int> Descriptors, ImmutableArray<ChildState> Children, long Reaped);

/// <summary>One child, from its start until it has been reaped and its pipes have ended.</summary>
/// <param name="ProcessDescriptor">Its pidfd, or -1 when it has been reaped or the kernel has none.</param>
internal sealed record ChildState(ProcessIdentity Identity, string RunId, bool Exited, int ProcessDescriptor, ImmutableArray<PipeState> Pipes);

/// <param name="Paused">The sink is full, so that the pipe is not being read.</param>
/// <param name="PartialLine">What has been read and is no whole line yet, at most 64 KiB of it.</param>
internal sealed record PipeState(int Descriptor, bool Paused, long BytesRead, ImmutableArray<byte> PartialLine);
