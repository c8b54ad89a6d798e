using System.Collections.Immutable;

namespace Bansuri.Abstractions;

/// <summary>
/// The <c>command</c> of a task: a text, which task types usually give to <c>/bin/sh -c</c>, or a list of arguments without a shell.
/// </summary>
public sealed class TaskCommand : IEquatable<TaskCommand>
{
    private TaskCommand(string? text, ImmutableArray<string> arguments) => (Text, Arguments) = (text, arguments);

    /// <summary>The text as written; null when the command is a list.</summary>
    public string? Text { get; }

    /// <summary>The arguments, the program first; empty when the command is a text.</summary>
    public ImmutableArray<string> Arguments { get; }

    /// <summary>Makes a command of the text form.</summary>
    /// <param name="text">The text, not blank.</param>
    /// <exception cref="ArgumentException"><paramref name="text"/> is blank.</exception>
    /// <returns>The command.</returns>
    public static TaskCommand FromText(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return new TaskCommand(text, []);
    }

    /// <summary>Makes a command of the list form.</summary>
    /// <param name="arguments">The program and its arguments, at least the program.</param>
    /// <exception cref="ArgumentException"><paramref name="arguments"/> is empty.</exception>
    /// <returns>The command.</returns>
    public static TaskCommand FromArguments(ImmutableArray<string> arguments) =>
        arguments.IsDefaultOrEmpty ? throw new ArgumentException("A command needs a program.", nameof(arguments)) : new TaskCommand(null, arguments);

    /// <inheritdoc/>
    public bool Equals(TaskCommand? other) => other is not null && Text == other.Text && Arguments.AsSpan().SequenceEqual(other.Arguments.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TaskCommand);

    /// <inheritdoc/>
    public override int GetHashCode() => Text?.GetHashCode(StringComparison.Ordinal) ?? Arguments[0].GetHashCode(StringComparison.Ordinal);

    /// <summary>The command on one line, for people: the text, or the arguments with a blank between them.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => Text ?? string.Join(' ', Arguments);
}
