using System.Collections.Immutable;

namespace Bansuri.Host.Control.Contracts;

/// <summary><c>status --json</c>: what <c>GET /v1/host</c> and <c>GET /v1/tasks</c> say, in one document.</summary>
internal sealed record StatusDocument(HostDocument Host, ImmutableArray<TaskDocument> Tasks);
