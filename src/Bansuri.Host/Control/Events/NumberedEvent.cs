using Bansuri.Host.Control.Contracts;

namespace Bansuri.Host.Control.Events;

/// <param name="Number">Counts from 1 for each host.</param>
/// <param name="Transition">What happened.</param>
/// <param name="Missed">How many events the reader has lost before this one.</param>
internal readonly record struct NumberedEvent(long Number, TransitionDocument Transition, long Missed);
