namespace Bansuri.Abstractions;

/// <summary>
/// Says that an attempt cannot start and that another attempt would not help: a missing interpreter, module or directory.
/// The run ends at once with the reason <c>start-error</c> and this text (a forever task goes into backoff).
/// </summary>
/// <param name="message">One lower-case sentence that names what is missing.</param>
public sealed class TaskStartException(string message) : Exception(message);
