namespace Bansuri.Abstractions;

/// <summary>How far an attempt is.</summary>
/// <param name="Fraction">0 to 1; null when it cannot be known. Values outside are shown as the nearer bound.</param>
/// <param name="Message">What is being done, one line; may be empty.</param>
public readonly record struct TaskProgress(double? Fraction, string Message = "");
